//! Answers: may a list of the forge be cut at the end of a page?
//! Invariant: a list as long as a page is never taken for the whole.
//! Source: the forges' pages: 30 entries (GitHub, Gitea), 20 (GitLab), 10 or 25 (Bitbucket), or as many as were asked for.

use crate::model::review::Extent;

/// How many entries a page has when nothing else is asked for, and how many people ask for.
const PAGES: [usize; 7] = [10, 20, 25, 30, 50, 100, 1000];

/// By the lengths of the lists in the order of the payload.
pub fn extent(pages: &[usize]) -> Extent {
    let Some((&last, before)) = pages.split_last() else {
        return Extent::Whole;
    };
    let full = match before.iter().max() {
        // a last page as long as those before it says nothing of another
        Some(&longest) => last >= longest,
        None => PAGES.contains(&last),
    };
    match full && last > 0 {
        true => Extent::MayBeCut {
            entries: pages.iter().sum(),
        },
        false => Extent::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_as_long_as_a_page_may_be_cut() {
        for (pages, cut) in [
            (&[][..], None),
            (&[0], None),
            (&[5], None),
            (&[29], None),
            (&[30], Some(30)),
            (&[100], Some(100)),
            (&[30, 30], Some(60)),
            (&[30, 12], None),
            (&[30, 0], None),
            (&[7, 7], Some(14)),
        ] {
            let expected = cut.map_or(Extent::Whole, |entries| Extent::MayBeCut { entries });
            assert_eq!(extent(pages), expected, "{pages:?}");
        }
    }
}
