//! Answers: what is the head of a column in French?
//! Invariant: short; units are explained in the footer of the table.

use crate::report::title::Title;

pub const fn title(title: Title) -> &'static str {
    match title {
        Title::Mark => "",
        Title::Id => "Id",
        Title::Name => "Titre",
        Title::Task => "Tâche",
        Title::Kind => "Type",
        Title::Stage => "Étape",
        Title::Campaign => "Campagne",
        Title::Deliverable => "Livrable",
        Title::Owner => "Responsable",
        Title::Who => "Qui",
        Title::Requester => "Demandeur",
        Title::Start => "Début",
        Title::End => "Fin",
        Title::Due => "Échéance",
        Title::Ready => "Prêt",
        Title::Live => "En ligne",
        Title::Launch => "Lancement",
        Title::Duration => "j.\u{a0}o.",
        Title::TotalFloat => "marge",
        Title::FreeFloat => "marge libre",
        Title::State => "État",
        Title::Overdue => "retard",
        Title::Briefs => "Briefs",
        Title::Delivered => "Livrés",
        Title::Rule => "Règle",
        Title::Severity => "Gravité",
        Title::File => "Fichier",
        Title::Line => "Ligne",
        Title::Message => "Message",
        Title::Kpi => "KPI",
        Title::Value => "Valeur",
        Title::Target => "Objectif",
        Title::Met => "Atteint",
        Title::Change => "Écart",
        Title::Sample => "n",
        Title::Trend => "Tendance",
        Title::Group => "Groupe",
        Title::Unit => "Unité",
        Title::Meaning => "Sens",
    }
}
