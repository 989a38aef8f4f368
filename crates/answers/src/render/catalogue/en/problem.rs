//! Answers: how is a problem of a studio's files said in English?
//! Invariant: one sentence and at most one hint each, no catch-all arm.

use super::leaving;
use super::range_problem::range_problem;
use super::syntax::{shape, syntax};
use super::wanted::wanted;
use crate::model::other::RecordType;
use crate::model::problem::{DateFact, DateRole, Disguise, NotAFile, NotAllowed, Problem};
use crate::render::catalogue::numbers::{count, full_day};
use crate::render::catalogue::{Lang, Sentence, near_word};

#[expect(clippy::too_many_lines, reason = "one arm a problem, and no arm for the rest")]
pub fn problem(problem: &Problem) -> Sentence {
    match problem {
        Problem::NotAFile { what } => not_a_file(*what),
        Problem::TooLarge { bytes, most } => {
            let (bytes, most) = (number(*bytes as usize), number(*most as usize));
            Sentence::new(format!("the file has {bytes} bytes; a record has at most {most}"))
                .hint("keep long texts and media outside the record, and link to them")
        }
        Problem::NotUtf8 { offset } => {
            Sentence::new(format!("the file is not UTF-8 at byte {}", number(*offset))).hint("save it as UTF-8")
        }
        Problem::Syntax { fault } => syntax(fault),
        Problem::ConflictMarkers => {
            Sentence::new("a merge was left half done: conflict marks stand in the file").command("git status")
        }
        Problem::DuplicateKey { key, first_line } => {
            Sentence::new(format!("`{key}` is there twice, first on line {first_line}")).hint("keep one of the two")
        }
        Problem::WrongShape { key, wanted, got } => {
            Sentence::new(format!("`{key}` wants {}, not {}", shape(*wanted), shape(*got)))
        }
        Problem::BadValue {
            key,
            value,
            wanted: form,
        } => {
            let sentence = Sentence::new(format!("`{key}` cannot be `{value}`: it wants {}", wanted(*form)));
            suggest(sentence, near_word(*form, value))
        }
        Problem::MissingKey { key, within } => {
            Sentence::new(format!("`{key}` is missing in `{within}`")).hint(format!("add `{key}:` with its value"))
        }
        Problem::UnknownKey {
            key,
            within,
            near,
            disguised,
        } => unknown_key(key, within, near.as_deref(), *disguised),
        Problem::NoRecordType => {
            Sentence::new("the file does not say which type of record it is").hint("begin it with `crops: brief/v1`")
        }
        Problem::UnknownRecordType { word, near } => {
            let sentence = Sentence::new(format!("`{word}` is no type of record"));
            match near {
                Some(near) => sentence.hint(format!("did you mean `{near}/v1`?")),
                None => sentence.hint("a type is written as `brief/v1`"),
            }
        }
        Problem::NewerFormat { word, version } => {
            Sentence::new(format!("`{word}/v{version}` is newer than this program, which reads `{word}/v1`"))
                .hint(format!("install crops {version}.0 or later"))
        }
        Problem::WrongFolder { record, folder } => {
            Sentence::new(format!("a `{}` does not belong here, and is not read", record.word()))
                .hint(format!("move it to `{folder}`"))
        }
        Problem::BadId { id } => Sentence::new(format!("`{id}` is no id"))
            .hint("use lower-case letters, digits and single hyphens: `spring-launch`"),
        Problem::IdUnlikePath { id, expected } => {
            Sentence::new(format!("the id is `{id}`, the file is called otherwise"))
                .hint(format!("rename it to `{expected}`"))
        }
        Problem::DuplicateId { id, record, first } => {
            let what = record_name(*record);
            Sentence::new(format!("{what} called `{id}` is already in `{first}`"))
                .hint("give this one another id")
        }
        Problem::UnknownReference { to, name, near } => {
            let sentence = Sentence::new(format!("there is no {} `{name}`", bare_name(*to)));
            suggest(sentence, near.as_deref())
        }
        Problem::UnknownItem { campaign, name, near } => {
            let sentence = Sentence::new(format!("campaign `{campaign}` has nothing called `{name}`"));
            suggest(sentence, near.as_deref())
        }
        Problem::UnknownTerm { list, name, near } => {
            let sentence = Sentence::new(format!("`{name}` is not among the `{list}` of taxonomy.yml"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint(format!("add it there: `{name}: {{}}`")),
            }
        }
        Problem::UnknownStage { stage, workflow, near } => {
            let sentence = Sentence::new(format!("workflow `{workflow}` has no stage `{stage}`"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint(format!(
                    "if it was renamed, add `was: [{stage}]` to the stage it is now; briefs in it go on with `crops workflow adopt --from {stage}=STAGE`"
                )),
            }
        }
        Problem::TransitionNotAllowed { brief, from, to, why } => {
            let (why, hint) = not_allowed(why);
            Sentence::new(format!("`{brief}` may not go from `{from}` to `{to}`: {why}")).hint(hint)
        }
        Problem::BornBeyondQueue { brief, stage } => {
            Sentence::new(format!("`{brief}` begins in `{stage}`, beyond the queue: nobody accepted it"))
                .hint("begin in the first stage, or add `imported:` with the day it was taken over")
        }
        Problem::DependencyCycle { campaign, chain } => {
            Sentence::new(format!("work of `{campaign}` waits for itself: {}", chain.join(" → ")))
                .hint("take one of these out of `needs`")
        }
        Problem::ContradictingDates { first, then } => {
            Sentence::new(format!("{} lies before {}", date(then), date(first)))
        }
        Problem::UnknownAnchor { text, campaign } => {
            let whose = if campaign.is_empty() {
                "the brief has no campaign to count from".to_owned()
            } else {
                format!("campaign `{campaign}` has no such day")
            };
            Sentence::new(format!("`{text}` cannot be counted: {whose}"))
                .hint("use `J` for the launch, a name of `dates:`, or a date such as 2027-03-15")
        }
        Problem::MissingIntake { brief, stage, fields } => {
            Sentence::new(format!("`{brief}` is in `{stage}` without {}", quoted(fields)))
                .command(format!("crops brief edit {brief}"))
        }
        Problem::LeftWithout { brief, to, lack } => leaving::left_without(brief, to, lack),
        Problem::MilestoneNotReady {
            campaign,
            milestone,
            waits,
        } => Sentence::new(format!(
            "the milestone `{campaign}/{milestone}` is said to be reached without {}",
            quoted(waits)
        ))
        .hint("take `done:` away until they are ready, or take them out of its `needs`"),
        Problem::RoleWithoutPerson { role, user, near } => {
            let sentence = Sentence::new(format!("`{user}` asks for the role `{role}`, which nobody has"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint(format!("add `roles: [{role}]` to somebody of team/ or parties/")),
            }
        }
        Problem::GateWithoutRule { workflow, stage } => Sentence::new(format!(
            "anybody may leave `{workflow}.{stage}`: the gate names nobody who decides"
        ))
        .hint("add `gate: {needs: [{role: creative-lead}]}`, or make it `class: work`"),
        Problem::PersonWithoutHours { person } => {
            Sentence::new(format!("`{person}` has no working hour in the week: nothing can be planned for them"))
                .hint("hours: {mon: 7h, tue: 7h, wed: 7h, thu: 7h, fri: 7h}, or `until:` for somebody who left")
        }
        Problem::CalendarNeverOpen { calendar } => {
            Sentence::new(format!("calendar `{calendar}` has no working time at all"))
                .hint("week: [mon, tue, wed, thu, fri]")
        }
        Problem::UnknownHolidayRule { rule } => {
            Sentence::new(format!("holidays of `{rule}` are not known: none count")).hint(
                "use FR, FR-Alsace-Moselle, FR-Guadeloupe, FR-Martinique, FR-Guyane, FR-Reunion or FR-Mayotte, or list the days under `closed:`",
            )
        }
        Problem::UnknownTimezone { name, near } => {
            let sentence = Sentence::new(format!("`{name}` is no time zone: UTC counts"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint("timezone: Europe/Paris"),
            }
        }
        Problem::SharedDeliverable { deliverable, briefs } => {
            Sentence::new(format!("{} make the same deliverable, `{deliverable}`", quoted(briefs)))
                .hint("cancel one of them, or give it a deliverable of its own")
        }
        Problem::AssetCircle { chain } => {
            Sentence::new(format!("the asset replaces itself: {}", chain.join(" → ")))
                .hint("take `replaces:` out of the first version")
        }
        Problem::RightsEnd { asset, until, live } => Sentence::new(format!(
            "the rights of `{asset}` end on {}, before the brief goes live on {}",
            full_day(Lang::En, *until),
            full_day(Lang::En, *live)
        ))
        .command(format!("crops asset show {asset}")),
        Problem::RightsElsewhere { asset, markets } => {
            Sentence::new(format!("`{asset}` has no rights for {}", quoted(markets)))
                .command(format!("crops asset show {asset}"))
        }
        Problem::TooManyOccurrences { series, most } => {
            Sentence::new(format!("series `{series}` has more than {} dates", number(*most)))
                .hint("give it a nearer `to:`")
        }
        Problem::Range(problem) => range_problem(problem),
    }
}

fn not_a_file(what: NotAFile) -> Sentence {
    match what {
        NotAFile::SymbolicLink => Sentence::new("a symbolic link is not followed").hint("put the file itself here"),
        NotAFile::Directory => Sentence::new("a folder has the name of a record").hint("rename the folder"),
        NotAFile::Submodule => Sentence::new("a submodule is not read").hint("put the files themselves here"),
        NotAFile::Special => {
            Sentence::new("this is no ordinary file, and was not opened").hint("put an ordinary file here")
        }
        NotAFile::Outside => {
            Sentence::new("the path leads out of the studio").hint("use a path below the folder of crops.yml")
        }
        NotAFile::BadName => Sentence::new("the name holds characters that cannot be used")
            .hint("rename it with letters, digits, hyphens and dots"),
        NotAFile::Unreadable => Sentence::new("the system refuses to read it").hint("look at its permissions"),
    }
}

fn unknown_key(key: &str, within: &str, near: Option<&str>, disguised: Disguise) -> Sentence {
    let sentence = match (disguised, near) {
        (Disguise::LooksAlike { code }, Some(near)) => Sentence::new(format!(
            "`{key}` looks like `{near}` but is another word (U+{code:04X})"
        )),
        (Disguise::LooksAlike { .. } | Disguise::None, _) => {
            Sentence::new(format!("`{key}` is not a key of `{within}`"))
        }
    };
    match near {
        Some(_) => suggest(sentence, near),
        None => sentence.hint(format!("if it is your own, call it `x-{key}`")),
    }
}

fn suggest(sentence: Sentence, near: Option<&str>) -> Sentence {
    match near {
        Some(near) => sentence.hint(format!("did you mean `{near}`?")),
        None => sentence,
    }
}

/// With its article.
fn record_name(record: RecordType) -> &'static str {
    match record {
        RecordType::Studio => "a studio",
        RecordType::Person => "somebody",
        RecordType::Party => "a party",
        RecordType::Calendar => "a calendar",
        RecordType::Workflow => "a stage of the workflow, or a workflow,",
        RecordType::Kind => "a kind",
        RecordType::Campaign => "a campaign, or something in it,",
        RecordType::Brief => "a brief",
        RecordType::Approval => "a verdict",
        RecordType::Feedback => "feedback",
        RecordType::Handoff => "ticks of a checklist",
        RecordType::Asset => "an asset",
        RecordType::Result => "a result",
        RecordType::Retrospective => "a retrospective",
        RecordType::Targets => "a target",
        RecordType::Taxonomy => "a term",
        RecordType::Template => "a template",
    }
}

fn bare_name(record: RecordType) -> &'static str {
    match record {
        RecordType::Studio => "studio",
        RecordType::Person => "person",
        RecordType::Party => "party",
        RecordType::Calendar => "calendar",
        RecordType::Workflow => "workflow",
        RecordType::Kind => "kind",
        RecordType::Campaign => "campaign",
        RecordType::Brief => "brief",
        RecordType::Approval => "verdict",
        RecordType::Feedback => "feedback",
        RecordType::Handoff => "handoff",
        RecordType::Asset => "asset",
        RecordType::Result => "result",
        RecordType::Retrospective => "retrospective",
        RecordType::Targets => "target",
        RecordType::Taxonomy => "term",
        RecordType::Template => "template",
    }
}

/// Why, and what to do.
fn not_allowed(why: &NotAllowed) -> (String, String) {
    match why {
        NotAllowed::Skips { stage } => (format!("`{stage}` lies between"), format!("go through `{stage}` first")),
        NotAllowed::Gate { stage } => (
            format!("the gate `{stage}` is not met"),
            "ask for the approvals that are missing".to_owned(),
        ),
        NotAllowed::HoldReturnsTo { stage } => (
            format!("after a hold it returns to `{stage}`"),
            format!("set `stage: {stage}`"),
        ),
        NotAllowed::Closed => (
            "it is closed".to_owned(),
            "reopen it in an earlier stage of work".to_owned(),
        ),
        NotAllowed::OtherProcess { workflow } => (
            format!("its kind changed, and with it the process to `{workflow}`"),
            "change the kind while the brief is in its queue, in a request of its own".to_owned(),
        ),
        NotAllowed::AlreadyThere => ("it is there already".to_owned(), "nothing needs to change".to_owned()),
    }
}

fn date(fact: &DateFact) -> String {
    let day = full_day(Lang::En, fact.day);
    let what = match &fact.what {
        DateRole::From => "its beginning",
        DateRole::To => "the end",
        DateRole::Launch => "the launch",
        DateRole::Anchor(name) => return format!("`{name}` ({day})"),
        DateRole::NotBefore => "`not_before`",
        DateRole::MustEndBy => "`must_end_by`",
        DateRole::Fixed => "the booked day",
        DateRole::Due => "the due day",
        DateRole::Started => "its start",
        DateRole::Done => "the day it was done",
        DateRole::Live => "the day it goes live",
    };
    format!("{what} ({day})")
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn number(value: usize) -> String {
    count(Lang::En, value as i64)
}
