//! Answers: which campaigns does the sample studio have, and which work belongs to them?
//! Invariant: days are offsets in open days, from today for a launch and from the launch for what goes live.

use super::piece::Needed::{Deliverable, Occurrence};
use super::piece::{Piece, Said, Words, piece, words};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// Delivered.
    Night,
    /// Running, and late.
    Box,
    /// About to start.
    Shop,
}

#[derive(Clone, Copy, Debug)]
pub struct CampaignPlan {
    pub which: Which,
    pub id: Words,
    pub title: Words,
    pub reference: &'static str,
    /// When it is written down, in open days from today.
    pub from: f64,
    /// The launch, in open days from today.
    pub launch: i32,
    pub items: &'static [Item],
    pub series: Option<Weekly>,
    /// Everything of the file behind the items.
    pub rest: &'static str,
    /// What was ticked off since.
    pub ticks: &'static [Tick],
}

/// A task or milestone that is done: where it stands in the file, and when, in open days from today.
#[derive(Clone, Copy, Debug)]
pub struct Tick {
    pub list: &'static str,
    pub item: usize,
    pub id: &'static str,
    pub at: f64,
}

const fn tick(list: &'static str, item: usize, id: &'static str, at: f64) -> Tick {
    Tick { list, item, id, at }
}

/// One line of `deliverables:`.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub id: Words,
    pub title: Words,
    pub kind: &'static str,
    /// What follows the kind on the line.
    pub facts: &'static str,
}

/// A post on the weekday of the launch.
#[derive(Clone, Copy, Debug)]
pub struct Weekly {
    pub id: Words,
    pub title: Words,
    /// Weeks before the launch of the first one.
    pub weeks_before: u64,
    pub count: u64,
}

const fn item(kind: &'static str, id: Words, title: Words, facts: &'static str) -> Item {
    Item { id, title, kind, facts }
}

const KEY_VISUAL: Words = words("key-visual", "visuel-cle");
const FILM: Words = words("film", "film");
const PAGE: Words = words("landing-page", "page");
const LETTER: Words = words("newsletter", "lettre");
const BANNERS: Words = words("banners", "bannieres");
const SCREENS: Words = words("metro-screens", "ecrans-metro");
const POST: Words = words("launch-post", "annonce");

pub const CAMPAIGNS: &[CampaignPlan] = &[
    CampaignPlan {
        which: Which::Night,
        id: words("night-range", "gamme-nuit"),
        title: words("The night range", "La gamme Nuit"),
        reference: "MV-0117",
        from: -104.0,
        launch: -58,
        items: &[
            item(
                "visual",
                KEY_VISUAL,
                words("Night key visual", "Visuel clé Nuit"),
                "live: J-18d",
            ),
            item(
                "video",
                FILM,
                words("Night film 20 s", "Film Nuit 20 s"),
                "live: J-2d, needs: [⟦key-visual|visuel-cle⟧]",
            ),
            item(
                "landing-page",
                PAGE,
                words("Night range page", "Page de la gamme Nuit"),
                "live: J-1d, needs: [⟦key-visual|visuel-cle⟧]",
            ),
            item(
                "newsletter",
                LETTER,
                words("Night range letter", "Lettre de la gamme Nuit"),
                "live: J",
            ),
            item(
                "visual",
                BANNERS,
                words("Night banners", "Bannières Nuit"),
                "live: J-1d, needs: [⟦key-visual|visuel-cle⟧], variants: {format: [300x250, 728x90, 160x600]}, effort_each: 1h",
            ),
            item(
                "social",
                POST,
                words("Night range is here", "La gamme Nuit est là"),
                "live: J",
            ),
        ],
        series: Some(Weekly {
            id: words("rituals", "rituels"),
            title: words("Evening ritual", "Rituel du soir"),
            weeks_before: 4,
            count: 9,
        }),
        rest: "budget:\n  lines:\n    - {id: film, category: production, planned: 9000, committed: 9400, spent: 9400}\n    - {id: photo, category: production, planned: 3200, committed: 3000, spent: 3000}\n",
        ticks: &[],
    },
    CampaignPlan {
        which: Which::Box,
        id: words("discovery-box", "coffret-decouverte"),
        title: words("The discovery box", "Le coffret découverte"),
        reference: "MV-0124",
        from: -41.0,
        launch: 9,
        items: &[
            item(
                "visual",
                KEY_VISUAL,
                words("Box key visual", "Visuel clé du coffret"),
                "live: J-15d",
            ),
            item(
                "video",
                FILM,
                words("Box film 30 s", "Film du coffret 30 s"),
                "live: J-5d, needs: [⟦key-visual|visuel-cle⟧]",
            ),
            item(
                "landing-page",
                PAGE,
                words("Box page", "Page du coffret"),
                "live: J, needs: [⟦key-visual|visuel-cle⟧]",
            ),
            item(
                "visual",
                SCREENS,
                words("Metro screens", "Écrans du métro"),
                "live: J, party: metro-ecrans, needs: [⟦key-visual|visuel-cle⟧], variants: {format: [1080x1920, 1920x1080]}, effort_each: 2h",
            ),
            item(
                "newsletter",
                LETTER,
                words("Box letter", "Lettre du coffret"),
                "live: J, needs: [{after: ⟦landing-page|page⟧.production}]",
            ),
            item(
                "social",
                POST,
                words("The box is here", "Le coffret est là"),
                "live: J, needs: [{after: film.production, lag: 1d}]",
            ),
        ],
        series: Some(Weekly {
            id: words("plants", "plantes"),
            title: words("Plant of the week", "La plante de la semaine"),
            weeks_before: 7,
            count: 8,
        }),
        rest: "tasks:\n  - {id: media-plan, title: ⟦Media plan|Plan média⟧, duration: 3d, role: project-manager}\n  - {id: booking, title: ⟦Metro screens booked|Réservation des écrans⟧, duration: 5d, party: metro-ecrans, needs: [media-plan]}\nmilestones:\n  - {id: media-booked, title: ⟦Screens booked|Écrans réservés⟧, by: J-10d, needs: [booking]}\nbudget:\n  lines:\n    - {id: film, category: production, planned: 14000, committed: 13500, spent: 6000}\n    - {id: screens, category: media, planned: 22000, committed: 22000}\n",
        ticks: &[
            tick("tasks", 0, "media-plan", -29.4),
            tick("tasks", 1, "booking", -15.3),
            tick("milestones", 0, "media-booked", -15.2),
        ],
    },
    CampaignPlan {
        which: Which::Shop,
        id: words("online-shop", "boutique-en-ligne"),
        title: words("The new online shop", "La nouvelle boutique en ligne"),
        reference: "MV-0131",
        from: -4.0,
        launch: 58,
        items: &[
            item(
                "visual",
                KEY_VISUAL,
                words("Shop key visual", "Visuel clé de la boutique"),
                "live: J-20d",
            ),
            item(
                "landing-page",
                PAGE,
                words("Shop home page", "Page d'accueil de la boutique"),
                "live: J-3d, needs: [⟦key-visual|visuel-cle⟧]",
            ),
            item(
                "video",
                FILM,
                words("Shop film 15 s", "Film de la boutique 15 s"),
                "live: J, needs: [⟦key-visual|visuel-cle⟧]",
            ),
            item(
                "newsletter",
                LETTER,
                words("Shop letter", "Lettre de la boutique"),
                "live: J",
            ),
            item(
                "social",
                POST,
                words("The shop is open", "La boutique est ouverte"),
                "live: J",
            ),
        ],
        series: None,
        rest: "decisions:\n  - {id: photos, ask: ⟦Same photographs as on the old site?|Les mêmes photos que l'ancien site ?⟧, owner: claire-verveine, by: J-40d}\nrisks:\n  - {id: r1, what: ⟦product texts come late|les textes produits arrivent tard⟧, owner: sofia, likely: high, impact: 4d}\nbudget:\n  lines:\n    - {id: photo, category: production, planned: 5000}\n",
        ticks: &[],
    },
];

const fn of(which: Which, item: Words, kind: &'static str, from: f64, course: &'static str) -> Piece {
    piece(kind, from, course).needed(Deliverable { campaign: which, item })
}

const fn nth(which: Which, number: i32, course: &'static str) -> Piece {
    // Four open days before it goes live; the day is worked out from the series.
    piece("social", -4.0, course)
        .needed(Occurrence {
            campaign: which,
            number,
        })
        .on(&["social"])
        .said(Said::AfterTheFirstRound)
}

/// The work of the campaigns; of an occurrence, `from` counts from the day it goes live.
pub const CAMPAIGN_PIECES: &[Piece] = &[
    of(Which::Night, KEY_VISUAL, "visual", -97.3, "intake 0.4, brief 1.2, production 5.3, review 0.4 ✗, production 1, review 0.3, approval 2.4, delivery 0.4, delivered")
        .titled("Night key visual", "Visuel clé Nuit")
        .using(&["evening-kettle", "logo-verveine"])
        .so_that("One picture for the whole range", "Une seule image pour toute la gamme")
        .to("People who sleep badly", "Ceux qui dorment mal")
        .saying("The evening begins in the kitchen", "Le soir commence à la cuisine")
        .on(&["web", "shop", "social"]),
    of(Which::Night, FILM, "video", -91.1, "intake 0.4, brief 2.1, production 9.2, review 0.4 ✗, production 1.1, review 0.3, legal 1.7, approval 2.1, delivery 0.5, delivered")
        .by("claire-verveine", "mila")
        .titled("Night film 20 s", "Film Nuit 20 s")
        .using(&["night-film-20s", "evening-kettle"])
        .so_that("30 % see it through", "30 % le voient jusqu'au bout")
        .to("People who sleep badly", "Ceux qui dorment mal")
        .saying("The evening begins in the kitchen", "Le soir commence à la cuisine")
        .on(&["social", "web"]),
    of(Which::Night, PAGE, "landing-page", -82.6, "intake 0.4, brief 0.9, production 5, review 0.5, legal 2.2 ✗, production 0.9, review 0.2, legal 1.1, approval 3.4, delivery 0.4, delivered")
        .by("sofia", "yann")
        .titled("Night range page", "Page de la gamme Nuit")
        .using(&["evening-kettle", "botanical-plates"])
        .so_that("4 % of visitors order", "4 % de commandes")
        .to("Readers of the film", "Ceux qui ont vu le film")
        .saying("Six infusions, none of them a medicine", "Six infusions, pas un médicament")
        .on(&["web"]),
    of(Which::Night, LETTER, "newsletter", -69.2, "intake 0.2, brief 0.5, production 2, review 0.3, approval 0.9, delivery 0.3, delivered")
        .by("sofia", "yann")
        .titled("Night range letter", "Lettre de la gamme Nuit")
        .using(&["evening-kettle"])
        .so_that("600 orders in a week", "600 commandes en une semaine")
        .saying("Tonight, the first pot", "Ce soir, la première théière")
        .on(&["newsletter"]),
    of(Which::Night, BANNERS, "visual", -77.4, "intake 0.4, brief 0.8, production 4.3, review 0.4, approval 1.9, delivery 0.4, delivered")
        .titled("Night banners", "Bannières Nuit")
        .using(&["evening-kettle", "logo-verveine"])
        .so_that("Half a percent clicks", "Un demi pour cent de clics")
        .to("Readers of recipe sites", "Lecteurs de sites de recettes")
        .saying("Put the kettle on", "Mettez l'eau à chauffer")
        .on(&["web"]),
    of(Which::Night, POST, "social", -63.4, "intake 0.3, making 1, review 0.2, delivered")
        .by("nadia", "yann")
        .titled("Night range is here", "La gamme Nuit est là")
        .saying("Tonight, in four shops", "Ce soir, dans quatre boutiques")
        .on(&["social"]),
    nth(Which::Night, 0, "intake 0.3, making 0.9, review 0.3 ✗, making 0.6, review 0.2, delivered")
        .by("sofia", "lea")
        .titled("Evening ritual: the phone sleeps elsewhere", "Rituel du soir : le téléphone dort ailleurs")
        .saying("It charges, you rest", "Il se charge, vous vous reposez"),
    nth(Which::Night, 1, "intake 0.2, making 1.1, review 0.4 ✗, making 0.7, review 0.5 ✗, making 0.5, review 0.3, delivered")
        .by("sofia", "yann")
        .titled("Evening ritual: the right cup", "Rituel du soir : la bonne tasse")
        .saying("The one you never lend", "Celle que vous ne prêtez jamais"),
    nth(Which::Night, 2, "intake 0.3, making 0.8, review 0.2, delivered")
        .by("sofia", "lea")
        .titled("Evening ritual: open the window", "Rituel du soir : ouvrir la fenêtre")
        .saying("Three minutes of cold", "Trois minutes de froid"),
    nth(Which::Night, 3, "intake 0.3, making 1, review 0.4 ✗, making 0.8, review 0.3, delivered")
        .by("sofia", "yann")
        .titled("Evening ritual: write it down", "Rituel du soir : l'écrire")
        .saying("What is on paper lets you sleep", "Ce qui est sur le papier laisse dormir"),
    nth(Which::Night, 4, "intake 0.2, making 0.9, review 0.3, delivered")
        .by("sofia", "lea")
        .titled("Evening ritual: five minutes, covered", "Rituel du soir : cinq minutes, couvert")
        .saying("The lid keeps the smell in", "Le couvercle garde l'odeur"),
    nth(Which::Night, 5, "intake 0.3, making 0.9, review 0.5 ✗, making 0.7, review 0.3, delivered")
        .by("sofia", "yann")
        .titled("Evening ritual: the second cup", "Rituel du soir : la deuxième tasse")
        .saying("Longer, and better", "Plus longue, et meilleure"),
    nth(Which::Night, 6, "intake 0.3, making 1.1, review 0.3 ✗, making 0.6, review 0.2, delivered")
        .by("sofia", "lea")
        .titled("Evening ritual: a page, not a chapter", "Rituel du soir : une page, pas un chapitre")
        .saying("Stop before you like it too much", "S'arrêter avant de trop aimer"),
    nth(Which::Night, 7, "intake 0.4, making 0.7, review 0.2, delivered")
        .by("sofia", "yann")
        .titled("Evening ritual: lights out", "Rituel du soir : éteindre")
        .saying("One lamp is enough", "Une lampe suffit"),
    nth(Which::Night, 8, "intake 0.3, making 1, review 0.4 ✗, making 0.8, review 0.5 ✗, making 0.8, review 0.4, delivered")
        .by("sofia", "lea")
        .titled("Evening ritual: tomorrow's pot", "Rituel du soir : la théière de demain")
        .saying("Everything ready, nobody in a hurry", "Tout est prêt, personne n'est pressé"),
    of(Which::Box, KEY_VISUAL, "visual", -38.2, "intake 0.5, brief 1.4, production 6.2, review 0.5 ✗, production 1.3, review 0.4, approval 5.8 ✗, production 1.2, review 0.3, approval 2.1, delivery 0.4, delivered")
        .titled("Box key visual", "Visuel clé du coffret")
        .using(&["box-packshot", "botanical-plates"])
        .so_that("The box is wanted as a present", "Le coffret donne envie d'être offert")
        .to("People who give presents", "Ceux qui offrent")
        .saying("Twelve plants, one of them unknown", "Douze plantes, dont une inconnue")
        .on(&["web", "shop", "screens"]),
    of(Which::Box, FILM, "video", -29.4, "intake 0.5, brief 2.2, production 9.1, on-hold 3.6, production 3.4, review 0.5 ✗, production 1.2, review 0.3, legal 3.6 ✗, production")
        .by("claire-verveine", "mila")
        .titled("Box film 30 s", "Film du coffret 30 s")
        .using(&["box-packshot"])
        .so_that("Half a million views before the launch", "Un demi-million de vues avant le lancement")
        .to("People who give presents", "Ceux qui offrent")
        .saying("Smell it with your eyes closed", "Sentez les yeux fermés")
        .on(&["social", "web", "screens"])
        .because("the box itself is not printed yet", "le coffret n'est pas encore imprimé"),
    of(Which::Box, PAGE, "landing-page", -17.8, "intake 0.4, brief 1.1, production 6.4, review 0.5 ✗, production 1.4, review 0.3, legal")
        .by("sofia", "yann")
        .titled("Box page", "Page du coffret")
        .using(&["box-packshot", "botanical-plates"])
        .so_that("2,000 orders before the launch", "2 000 précommandes")
        .to("People who give presents", "Ceux qui offrent")
        .saying("Twelve plants, one of them unknown", "Douze plantes, dont une inconnue")
        .on(&["web"]),
    of(Which::Box, SCREENS, "visual", -13.6, "intake 0.4, brief 1.2, production 5.1, review 0.4 ✗, production 1.2, review 0.3, approval")
        .titled("Metro screens", "Écrans du métro")
        .using(&["box-packshot", "logo-verveine"])
        .so_that("Seen twice by each commuter", "Vu deux fois par voyageur")
        .to("Commuters on line 8", "Voyageurs de la ligne 8")
        .saying("Close your eyes, guess", "Fermez les yeux, devinez")
        .on(&["screens"]),
    of(Which::Box, LETTER, "newsletter", -2.7, "intake 0.5, brief")
        .by("sofia", "yann")
        .titled("Box letter", "Lettre du coffret")
        .using(&["box-packshot", "night-film-20s"])
        .so_that("A third of the waiting list orders", "Un tiers de la liste d'attente commande")
        .saying("You were told first", "Vous êtes les premiers à savoir")
        .on(&["newsletter"]),
    nth(Which::Box, 0, "intake 0.3, making 1, review 0.3 ✗, making 0.7, review 0.3, delivered")
        .by("sofia", "lea")
        .titled("Plant of the week: verbena", "La plante de la semaine : verveine")
        .using(&["botanical-plates"])
        .saying("Rub a leaf, you are on holiday", "Froissez une feuille, c'est les vacances"),
    nth(Which::Box, 1, "intake 0.4, making 0.9, review 0.4, delivered")
        .by("sofia", "yann")
        .titled("Plant of the week: lemon balm", "La plante de la semaine : mélisse")
        .saying("Bees named it", "Les abeilles lui ont donné son nom"),
    nth(Which::Box, 2, "intake 0.3, making 1, review 0.4 ✗, making 0.7, review 0.4 ✗, making 0.6, review 0.3, delivered")
        .by("sofia", "lea")
        .titled("Plant of the week: lime blossom", "La plante de la semaine : tilleul")
        .saying("One tree, forty litres", "Un arbre, quarante litres"),
    nth(Which::Box, 3, "intake 0.2, making 1.2, review 0.3 ✗, making 0.7, review 0.2, delivered")
        .by("sofia", "yann")
        .titled("Plant of the week: sage", "La plante de la semaine : sauge")
        .using(&["botanical-plates"])
        .saying("Grey leaf, green taste", "Feuille grise, goût vert"),
    nth(Which::Box, 4, "intake 0.4, making 0.8, review 0.2, delivered")
        .by("sofia", "lea")
        .titled("Plant of the week: thyme", "La plante de la semaine : thym")
        .saying("Not only for the stew", "Pas seulement pour la daube"),
    nth(Which::Box, 5, "intake 0.3, making 0.9, review 0.4 ✗, making 0.8, review 0.2, delivered")
        .by("sofia", "yann")
        .titled("Plant of the week: camomile", "La plante de la semaine : camomille")
        .saying("The small one is the strong one", "La petite est la plus forte"),
    nth(Which::Box, 6, "intake 0.3, making 0.9, review")
        .by("sofia", "lea")
        .from(-5.6)
        .titled("Plant of the week: rose hip", "La plante de la semaine : cynorrhodon")
        .saying("Scratches at first, then stays", "Ça gratte, puis ça reste"),
    of(Which::Shop, KEY_VISUAL, "visual", -2.4, "intake 0.6, brief")
        .titled("Shop key visual", "Visuel clé de la boutique")
        .using(&["shop-counter", "logo-verveine"])
        .so_that("Recognised from the shop window", "Reconnaissable depuis la vitrine")
        .to("Customers of the four shops", "Clients des quatre boutiques")
        .saying("The same counter, at home", "Le même comptoir, chez vous")
        .on(&["web"]),
    of(Which::Shop, PAGE, "landing-page", -2.3, "intake")
        .by("sofia", "yann")
        .titled("Shop home page", "Page d'accueil de la boutique")
        .so_that("Order in three steps", "Commander en trois étapes")
        .on(&["web"]),
];
