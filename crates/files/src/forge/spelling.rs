//! Answers: what does a word of a forge mean?
//! Invariant: a word that is not listed is unknown, so it approves nothing; letter case does not count.
//! Source: the references of the forges; GitHub writes states in capitals in its REST interface and small in webhooks.

use crate::model::review::{AccountKind, Meaning};
use crate::model::studio::ForgeKind;

/// What a state means on a forge.
pub fn meaning(forge: ForgeKind, state: &str) -> Meaning {
    let small = state.to_ascii_lowercase();
    let of_all = match &*small {
        "approved" => Meaning::Approve,
        "changes_requested" => Meaning::ChangesRequired,
        "dismissed" => Meaning::Dismissed,
        "commented" => Meaning::Comment,
        "pending" => Meaning::Pending,
        _ => Meaning::Unknown,
    };
    match (of_all, forge) {
        (Meaning::Unknown, ForgeKind::GitHub) => Meaning::Unknown,
        (Meaning::Unknown, ForgeKind::Gitea) => of_gitea(&small),
        (Meaning::Unknown, ForgeKind::GitLab) => of_gitlab(&small),
        (Meaning::Unknown, ForgeKind::BitbucketCloud) => of_bitbucket_cloud(&small),
        (Meaning::Unknown, ForgeKind::BitbucketServer) => of_bitbucket_server(&small),
        (known, _) => known,
    }
}

fn of_gitea(small: &str) -> Meaning {
    match small {
        "pull_request_review_approved" | "pull_request_approved" => Meaning::Approve,
        "request_changes" | "pull_request_review_rejected" | "pull_request_rejected" => Meaning::ChangesRequired,
        "comment" | "pull_request_review_comment" | "pull_request_comment" => Meaning::Comment,
        "request_review" => Meaning::Pending,
        _ => Meaning::Unknown,
    }
}

fn of_gitlab(small: &str) -> Meaning {
    match small {
        // `approved` where this one meets the rule, `approval` where more are wanted
        "approval" => Meaning::Approve,
        "requested_changes" => Meaning::ChangesRequired,
        "unapproved" | "unapproval" => Meaning::Dismissed,
        "reviewed" => Meaning::Comment,
        "unreviewed" | "review_started" => Meaning::Pending,
        _ => Meaning::Unknown,
    }
}

fn of_bitbucket_cloud(small: &str) -> Meaning {
    match small {
        "changes request created" => Meaning::ChangesRequired,
        "approval removed" | "changes request removed" => Meaning::Dismissed,
        _ => Meaning::Unknown,
    }
}

fn of_bitbucket_server(small: &str) -> Meaning {
    match small {
        "needs_work" => Meaning::ChangesRequired,
        "unapproved" => Meaning::Dismissed,
        // the activity of somebody who asks for changes
        "reviewed" => Meaning::ChangesRequired,
        _ => Meaning::Unknown,
    }
}

/// Whether an account is somebody.
pub fn account_kind(spelled: Option<&str>) -> AccountKind {
    match spelled {
        None => AccountKind::Unsaid,
        Some(word) if word.eq_ignore_ascii_case("user") || word.eq_ignore_ascii_case("normal") => AccountKind::Person,
        Some(_) => AccountKind::NotAPerson,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verbs_of_a_request_and_other_words_approve_nothing() {
        for (forge, words) in [
            (
                ForgeKind::GitHub,
                &[
                    "APPROVE",
                    "REQUEST_CHANGES",
                    "COMMENT",
                    "",
                    " APPROVED",
                    "approved ",
                    "ΑPPROVED",
                    "LGTM",
                ][..],
            ),
            (ForgeKind::Gitea, &["APPROVE", "REJECTED", "NEEDS_WORK"]),
            (ForgeKind::GitLab, &["approve", "merge", "REQUEST_CHANGES"]),
            (ForgeKind::BitbucketCloud, &["unapproved", "approval"]),
            (ForgeKind::BitbucketServer, &["approval", "REQUEST_CHANGES"]),
        ] {
            for word in words {
                assert_eq!(meaning(forge, word), Meaning::Unknown, "{forge:?} {word:?}");
            }
        }
    }

    #[test]
    fn letter_case_does_not_count() {
        for (forge, word, expected) in [
            (ForgeKind::GitHub, "approved", Meaning::Approve),
            (ForgeKind::GitHub, "Changes_Requested", Meaning::ChangesRequired),
            (ForgeKind::Gitea, "Request_Changes", Meaning::ChangesRequired),
            (ForgeKind::Gitea, "REQUEST_REVIEW", Meaning::Pending),
            (ForgeKind::GitLab, "unapproval", Meaning::Dismissed),
            (ForgeKind::BitbucketServer, "NEEDS_WORK", Meaning::ChangesRequired),
        ] {
            assert_eq!(meaning(forge, word), expected, "{word}");
        }
    }

    #[test]
    fn only_a_user_is_somebody() {
        for (word, kind) in [
            (Some("User"), AccountKind::Person),
            (Some("NORMAL"), AccountKind::Person),
            (Some("user"), AccountKind::Person),
            (Some("Bot"), AccountKind::NotAPerson),
            (Some("SERVICE"), AccountKind::NotAPerson),
            (Some("Mannequin"), AccountKind::NotAPerson),
            (None, AccountKind::Unsaid),
        ] {
            assert_eq!(account_kind(word), kind, "{word:?}");
        }
    }
}
