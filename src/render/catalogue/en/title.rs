//! Answers: what is the head of a column in English?
//! Invariant: short; units are explained in the footer of the table.

use crate::report::title::Title;

pub const fn title(title: Title) -> &'static str {
    match title {
        Title::Mark => "",
        Title::Id => "Id",
        Title::Name => "Title",
        Title::Task => "Task",
        Title::Kind => "Kind",
        Title::Stage => "Stage",
        Title::Campaign => "Campaign",
        Title::Deliverable => "Deliverable",
        Title::Owner => "Owner",
        Title::Who => "Who",
        Title::Requester => "Asked by",
        Title::Start => "Start",
        Title::End => "End",
        Title::Due => "Due",
        Title::Ready => "Ready",
        Title::Live => "Live",
        Title::Launch => "Launch",
        Title::Duration => "wd",
        Title::TotalFloat => "float",
        Title::FreeFloat => "free float",
        Title::State => "State",
        Title::Overdue => "late by",
        Title::Briefs => "Briefs",
        Title::Delivered => "Delivered",
        Title::Rule => "Rule",
        Title::Severity => "Severity",
        Title::File => "File",
        Title::Line => "Line",
        Title::Message => "Message",
        Title::Kpi => "KPI",
        Title::Value => "Value",
        Title::Target => "Target",
        Title::Met => "Met",
        Title::Change => "Change",
        Title::Sample => "n",
        Title::Trend => "Trend",
        Title::Group => "Group",
        Title::Unit => "Unit",
        Title::Meaning => "Meaning",
    }
}
