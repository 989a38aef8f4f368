//! Answers: how do the KPIs of several studios stand?
//! Invariant: each studio is asked as if it were alone; one that cannot answer does not silence the others.

use super::answer::Answer;
use super::context::Context;
use super::folders::there;
use super::report_kpi::{ReportKpiArgs, exit, report, tried_files};
use crate::render::catalogue::{self, Lang};
use crate::report::exit::Exit;
use crate::report::failure::{DirectoryFault, Failure, Usage};
use crate::report::kpi_studios::{Detail, KpiStudios, StudioKpis, Unanswered};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

pub fn run(args: &ReportKpiArgs, context: &Context) -> Result<Answer, Failure> {
    if args.explain.is_some() {
        return Err(Failure::Usage(Usage::Directory(DirectoryFault::OneStudio)));
    }
    let each: Vec<Context> = context
        .directories
        .iter()
        .map(|folder| context.within(folder))
        .collect();
    let studios = each.into_par_iter().map(|within| asked(args, &within));
    let studios: Vec<StudioKpis> = studios.collect::<Result<_, _>>()?;
    let detail = if args.kpi.is_empty() {
        Detail::Overview
    } else {
        Detail::Named
    };
    let studios = KpiStudios { studios, detail };
    let failed = studios.answers().any(|(_, kpis)| exit(args, kpis) == Exit::Findings);
    let unanswered = studios.unanswered().map(|(_, why)| why.exit).max();
    let code = unanswered.unwrap_or(if failed { Exit::Findings } else { Exit::Fine });
    let today = context.today(chrono_tz::UTC);
    let first = studios.answers().next().map(|(_, kpis)| kpis.today);
    Ok(Answer::new(studios, first.unwrap_or(today))
        .what_if(tried_files(args))
        .exit(code))
}

/// # Errors
/// When the question itself is wrong, which no studio could answer.
fn asked(args: &ReportKpiArgs, context: &Context) -> Result<StudioKpis, Failure> {
    let directory = &context.directory;
    let shown = directory.strip_prefix(&context.world.directory).unwrap_or(directory);
    let name = shown.display().to_string();
    match there(&context.world.directory, shown).and_then(|_| report(args, context)) {
        Ok((report, state)) => Ok(StudioKpis {
            directory: name,
            title: Some(state.studio.settings.title.to_string()),
            outcome: Ok(report),
        }),
        Err(failure @ Failure::Usage(Usage::NotAPeriod { .. })) => Err(failure),
        Err(failure) => Ok(StudioKpis {
            directory: name,
            title: None,
            outcome: Err(unanswered(&failure, context.lang)),
        }),
    }
}

fn unanswered(failure: &Failure, lang: Lang) -> Unanswered {
    let said = catalogue::failure(lang, failure);
    let exit = failure.exit();
    Unanswered {
        hint: said.hint_text().map(str::to_owned),
        message: said.text,
        exit_code: exit.code(),
        exit,
    }
}
