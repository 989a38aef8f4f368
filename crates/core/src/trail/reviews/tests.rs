//! Answers: do accounts, pages and requests count as the rules of the reference cases say?
//! Invariant: reviews are made of values, as the readers of the forges make them.

use super::{Accounts, Pages, Request, ReviewFault, ReviewWarning, Unsaid, check, voices};
use crate::model::person::Account;
use crate::model::review::{About, AccountKind, Extent, ForgeAccount, Meaning, Origin, Review, Reviews};
use crate::model::sample;
use crate::model::studio::{Forge, ForgeKind, Studio};
use crate::trail::stance::Stance;
use proptest::{prop_assert_eq, proptest};

pub fn account(number: &str, login: &str) -> ForgeAccount {
    ForgeAccount {
        number: Some(number.into()),
        login: Some(login.into()),
        kind: AccountKind::Person,
        kind_spelled: Some("User".into()),
    }
}

pub fn home() -> Forge {
    Forge {
        kind: ForgeKind::GitHub,
        repository: Some("55".into()),
        name: Some("lumen/studio".into()),
        url: None,
    }
}

pub fn about() -> About {
    About {
        repository: Some("55".into()),
        name: Some("lumen/studio".into()),
        pull: Some("42".into()),
    }
}

pub fn review(number: &str, meaning: Meaning) -> Review {
    Review {
        origin: Origin::Said,
        state: format!("{meaning:?}").into(),
        meaning,
        id: None,
        reviewer: Some(account(number, "somebody")),
        author: None,
        commit: Some("c1".into()),
        head: None,
        at: None,
        delivered: None,
        about: about(),
        text: None,
    }
}

pub fn of(reviews: Vec<Review>) -> Reviews {
    Reviews {
        reviews,
        ..Reviews::default()
    }
}

/// Inès has two accounts, Marc one that he shares with nobody, Claire is the client's.
pub fn studio() -> Studio {
    let mut studio = sample::studio();
    let account = |number: u64| Account {
        forge: "github".into(),
        number,
        login: None,
    };
    for (id, numbers) in [("ines", &[5, 50][..]), ("marc", &[6]), ("lea", &[7]), ("omar", &[9])] {
        let person = studio.people.get_mut(id).expect("a person");
        person.accounts = numbers.iter().map(|number| account(*number)).collect();
    }
    for party in studio.parties.values_mut() {
        party.approvers[0].accounts = vec![account(8)];
    }
    studio.settings.bots = vec![account(900)];
    studio.settings.forge = Some(home());
    studio
}

fn stances(reviews: Vec<Review>) -> Vec<(String, Stance)> {
    let (studio, reviews) = (studio(), of(reviews));
    let accounts = Accounts::of(&studio, ForgeKind::GitHub);
    let (voices, _) = voices(&accounts, &reviews).expect("known words");
    voices
        .into_iter()
        .map(|one| (one.person.to_string(), one.stance))
        .collect()
}

fn warned(review: Review) -> Vec<ReviewWarning> {
    let (studio, reviews) = (studio(), of(vec![review]));
    let accounts = Accounts::of(&studio, ForgeKind::GitHub);
    let (voices, warnings) = voices(&accounts, &reviews).expect("known words");
    assert_eq!(voices, []);
    warnings
}

#[test]
fn a_deleted_account_is_left_out_with_a_warning() {
    let ghost = Review {
        reviewer: None,
        ..review("5", Meaning::Approve)
    };
    let state = "Approve".into();
    assert_eq!(warned(ghost), [ReviewWarning::DeletedAccount { state }]);
}

#[test]
fn a_reviewer_is_an_account_number_and_never_a_login() {
    let named = |number: &str, login: &str, meaning| Review {
        reviewer: Some(account(number, login)),
        ..review(number, meaning)
    };
    let said = stances(vec![
        named("5", "Ana-K", Meaning::ChangesRequired),
        named("5", "ana-k", Meaning::Approve),
    ]);
    assert_eq!(
        said,
        [("ines".to_owned(), Stance::Approve)],
        "one account, however its login is spelled"
    );
    let renamed = warned(named("77", "ines-c", Meaning::Approve));
    let (login, number) = ("ines-c".into(), "77".into());
    assert_eq!(
        renamed,
        [ReviewWarning::Stranger { login, number }],
        "a login that somebody else took"
    );
    let bare = Review {
        reviewer: Some(ForgeAccount {
            number: None,
            ..account("5", "ines-c")
        }),
        ..review("5", Meaning::Approve)
    };
    let login = "ines-c".into();
    assert_eq!(warned(bare), [ReviewWarning::NoNumber { login }]);
}

#[test]
fn an_account_that_is_no_person_counts_only_where_a_record_names_it() {
    let of_kind = |number: &str, kind| Review {
        reviewer: Some(ForgeAccount {
            kind,
            ..account(number, "robot")
        }),
        ..review(number, Meaning::Approve)
    };
    let warning = |number: &str| ReviewWarning::NotAPerson {
        login: "robot".into(),
        number: number.into(),
    };
    assert_eq!(warned(of_kind("901", AccountKind::NotAPerson)), [warning("901")]);
    assert_eq!(
        warned(of_kind("900", AccountKind::Person)),
        [warning("900")],
        "listed as a bot"
    );
    assert_eq!(
        stances(vec![of_kind("6", AccountKind::NotAPerson)]),
        [("marc".to_owned(), Stance::Approve)]
    );
    assert_eq!(
        stances(vec![of_kind("6", AccountKind::Unsaid)]),
        [("marc".to_owned(), Stance::Approve)]
    );
}

#[test]
fn an_account_of_two_people_is_nobodys() {
    let mut studio = studio();
    let ines = studio.people["ines"].accounts.clone();
    studio.people.get_mut("lea").expect("a person").accounts.extend(ines);
    let reviews = of(vec![review("5", Meaning::Approve)]);
    let accounts = Accounts::of(&studio, ForgeKind::GitHub);
    let (voices, warnings) = voices(&accounts, &reviews).expect("known words");
    assert_eq!(voices, []);
    assert!(matches!(warnings.as_slice(), [ReviewWarning::Shared { .. }]));
}

#[test]
fn an_account_of_another_forge_is_nobodys() {
    let studio = studio();
    let reviews = of(vec![review("5", Meaning::Approve)]);
    let accounts = Accounts::of(&studio, ForgeKind::Gitea);
    assert_eq!(voices(&accounts, &reviews).expect("known words").0, []);
}

#[test]
fn a_word_that_nobody_knows_refuses_all() {
    let studio = studio();
    let accounts = Accounts::of(&studio, ForgeKind::GitHub);
    for unknown_at in 0..2 {
        let mut all = vec![review("6", Meaning::Approve), review("5", Meaning::Approve)];
        all.insert(unknown_at, review("5", Meaning::Unknown));
        assert!(voices(&accounts, &of(all)).is_err());
    }
}

#[test]
fn a_review_in_two_payloads_counts_once_and_dismissed_if_one_says_so() {
    let one = |meaning| Review {
        id: Some("1".into()),
        ..review("5", meaning)
    };
    for (payloads, expected) in [
        (vec![one(Meaning::Approve), one(Meaning::Dismissed)], Stance::None),
        (vec![one(Meaning::Dismissed), one(Meaning::Approve)], Stance::None),
        (vec![one(Meaning::Approve), one(Meaning::Approve)], Stance::Approve),
    ] {
        assert_eq!(stances(payloads), [("ines".to_owned(), expected)]);
    }
}

#[test]
fn payloads_in_any_order_are_read_by_their_times() {
    let at = |meaning, time: &str| Review {
        at: Some(time.into()),
        ..review("5", meaning)
    };
    let said = [
        at(Meaning::Approve, "2026-11-20T12:00:00Z"),
        at(Meaning::ChangesRequired, "2026-11-20T10:00:00+01:00"),
        at(Meaning::ChangesRequired, "2026-11-20 11:00:00 UTC"),
    ];
    assert_eq!(stances(said.to_vec()), [("ines".to_owned(), Stance::Approve)]);
    let untimed = [said[0].clone(), review("5", Meaning::ChangesRequired)];
    assert_eq!(
        stances(untimed.to_vec()),
        [("ines".to_owned(), Stance::Reject)],
        "the order of the list, where times are missing"
    );
}

#[test]
fn a_payload_of_another_repository_or_request_is_refused() {
    let home = home();
    let checked = |about: About, pull: Option<&str>| {
        let mut one = review("5", Meaning::Approve);
        one.about = about;
        check(
            &of(vec![one]),
            Request {
                home: Some(&home),
                pull,
                unsaid: Unsaid::Refused,
                pages: Pages::Refused,
            },
        )
    };
    let named = |name: &str, pull: &str| About {
        repository: None,
        name: Some(name.into()),
        pull: Some(pull.into()),
    };
    assert_eq!(checked(about(), None).as_deref(), Ok("42"));
    assert_eq!(checked(about(), Some("42")).as_deref(), Ok("42"));
    assert_eq!(checked(named("Lumen/Studio", "42"), None).as_deref(), Ok("42"));
    assert!(matches!(
        checked(about(), Some("43")),
        Err(ReviewFault::OtherRequest { .. })
    ));
    assert!(matches!(
        checked(named("lumen/other", "42"), None),
        Err(ReviewFault::OtherRepository { .. })
    ));
    let taken_name = About {
        repository: Some("56".into()),
        ..about()
    };
    assert!(matches!(
        checked(taken_name, None),
        Err(ReviewFault::OtherRepository { .. })
    ));
    assert_eq!(
        checked(About::default(), Some("42")),
        Err(ReviewFault::RepositoryUnsaid)
    );
    let no_number = About { pull: None, ..about() };
    assert_eq!(checked(no_number.clone(), None), Err(ReviewFault::RequestUnsaid));
    assert_eq!(checked(no_number, Some("42")).as_deref(), Ok("42"));
}

#[test]
fn a_number_beside_a_name_proves_nothing() {
    let bare_name = Forge {
        repository: None,
        ..home()
    };
    let mut other = review("5", Meaning::Approve);
    other.about.name = None;
    let reviews = of(vec![review("6", Meaning::Approve), other]);
    for (unsaid, is_taken) in [(Unsaid::Refused, false), (Unsaid::Asked, true)] {
        let request = Request {
            home: Some(&bare_name),
            pull: Some("42"),
            unsaid,
            pages: Pages::Refused,
        };
        assert_eq!(check(&reviews, request).is_ok(), is_taken, "{unsaid:?}");
    }
}

#[test]
fn a_list_that_may_be_cut_is_refused_unless_somebody_knows_better() {
    let home = home();
    let checked = |extent, pages| {
        let reviews = Reviews {
            extent,
            ..of(vec![review("5", Meaning::Approve)])
        };
        check(
            &reviews,
            Request {
                home: Some(&home),
                pull: None,
                unsaid: Unsaid::Refused,
                pages,
            },
        )
    };
    let may_be = Extent::MayBeCut { entries: 30 };
    assert_eq!(
        checked(may_be, Pages::Refused),
        Err(ReviewFault::MayBeCut { entries: 30 })
    );
    assert!(checked(may_be, Pages::Whole).is_ok());
    assert_eq!(
        checked(Extent::Cut, Pages::Whole),
        Err(ReviewFault::Cut),
        "the forge itself says that there is more"
    );
    assert!(checked(Extent::Whole, Pages::Refused).is_ok());
}

proptest! {
    #[test]
    fn what_others_say_never_changes_where_somebody_stands(
        own in proptest::collection::vec(0usize..5, 0..6),
        other in proptest::collection::vec(0usize..5, 0..6),
    ) {
        const MEANINGS: [Meaning; 5] =
            [Meaning::Approve, Meaning::ChangesRequired, Meaning::Dismissed, Meaning::Comment, Meaning::Pending];
        let own: Vec<Review> = own.into_iter().map(|at| review("5", MEANINGS[at])).collect();
        let other = other.into_iter().map(|at| review("6", MEANINGS[at]));
        let alone = stances(own.clone());
        let both: Vec<Review> = own.into_iter().chain(other).collect();
        let told: Vec<_> = stances(both).into_iter().filter(|(person, _)| person == "ines").collect();
        prop_assert_eq!(alone, told);
    }
}
