//! Both doors, the ticks, and the graceful end.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context;
use domain::{Clock, Store, questionnaire::Questionnaire};
use intake::{Difficulty, Intake, Parts, Signs};
use rand::rngs::StdRng;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{Mutex, watch as channel},
};
use web::{
    door::{Door, Furnish},
    headers::Headers,
    lanes::Lanes,
    origin::Origins,
};

use crate::{
    chance,
    config::{DoorSettings, Listen, Settings},
    door::{self, files, listen, watch::Failures, watch::Watch},
    house::{Installation, folder::Lock, log::LogSigner, notary, organisation, registrar},
    public,
    ticks::Ticker,
};

/// Everything a running house is made of.
pub(crate) struct House {
    /// Its settings.
    pub(crate) settings: Settings,
    /// What makes it the one it is.
    pub(crate) installation: Installation,
    /// Everything that is kept.
    pub(crate) store: Arc<dyn Store>,
    /// Keeps other servers away from an embedded database.
    pub(crate) serving: Option<Lock>,
    /// What time it is.
    pub(crate) clock: Arc<dyn Clock>,
    /// The organisation's key, at the first start only.
    pub(crate) organisation_key: Option<ledger::SigningKey>,
    /// Told when the first roster was signed.
    pub(crate) opened: registrar::Opened,
}

/// Where the doors can be reached.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    /// The reporters' door.
    pub(crate) reporters: String,
    /// The staff's door.
    pub(crate) staff: String,
}

/// Both doors' places, taken and not served yet.
pub(crate) struct Places {
    /// Where they will be reached.
    pub(crate) addresses: Addresses,
    /// Usual places that were in use, so that the next free port was taken.
    pub(crate) in_use: Vec<SocketAddr>,
    reporters: listen::Bound,
    staff: listen::Bound,
}

impl Places {
    /// Takes them. To be done before anything is set up: a first start that fails here has drawn no key and lost no passphrase.
    ///
    /// # Errors
    /// When a place cannot be had.
    pub(crate) fn take(settings: &Settings) -> anyhow::Result<Self> {
        let reporters = listen::bind(&settings.reporters).context("the reporters' door")?;
        let staff = listen::bind(&settings.staff).context("the staff's door")?;
        let in_use = reporters.instead_of.into_iter().chain(staff.instead_of).collect();
        let addresses = Addresses { reporters: reporters.address, staff: staff.address };
        Ok(Self { addresses, in_use, reporters: reporters.bound, staff: staff.bound })
    }

    /// Serves until the process is asked to end.
    ///
    /// # Errors
    /// When a door cannot be opened, or one ends by itself.
    pub(crate) async fn serve(self, house: House, rng: &mut StdRng) -> anyhow::Result<()> {
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let asked = async {
            tokio::select! {
                _ = terminate.recv() => (),
                _ = interrupt.recv() => (),
            }
        };
        self.serve_until(house, asked, rng).await
    }

    /// Serves until `end`. Requests and a tick that have begun are finished.
    ///
    /// # Errors
    /// As [`Places::serve`].
    pub(crate) async fn serve_until(self, mut house: House, end: impl Future<Output = ()>, rng: &mut StdRng) -> anyhow::Result<()> {
        let Self { addresses, reporters, staff, .. } = self;
        let _held_to_the_end = house.serving.take();
        let failures = Arc::new(Failures::default());
        let signer = Arc::new(LogSigner::new(house.installation.channel.installation, house.installation.log_key.clone())?);
        let questionnaire = Questionnaire::parse(&house.settings.questionnaire).context("the questionnaire")?;
        house.store.put_questionnaire(&house.settings.questionnaire).await?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let reporters_door = reporters_door(&house, &signer, questionnaire, cores, rng);
        let staff_door = staff_door(&mut house, &addresses, cores, rng)?;
        let (stop, stopped) = channel::channel(false);
        let ticker = Ticker {
            store: house.store.clone(),
            clock: house.clock.clone(),
            schedule: house.settings.schedule,
            profile: house.settings.profile,
            signer,
            failures: failures.clone(),
        };
        let ticking = tokio::spawn(ticker.run(stopped));
        let first = door::serve(reporters_door, Watch::Reporters(failures), reporters, cores)?;
        let second = door::serve(staff_door, Watch::Staff, staff, cores)?;
        let handles = [first.handle(), second.handle()];
        let (mut first, mut second) = (tokio::spawn(first), tokio::spawn(second));
        tokio::select! {
            () = end => (),
            ended = &mut first => ended?.context("the reporters' door")?,
            ended = &mut second => ended?.context("the staff's door")?,
        }
        for handle in handles {
            handle.stop(true).await;
        }
        stop.send_replace(true);
        ticking.await.context("the ticks")
    }
}

fn reporters_door(house: &House, signer: &Arc<LogSigner>, questionnaire: Questionnaire, cores: usize, rng: &mut StdRng) -> Door {
    let lanes = Lanes::new(Lanes::for_cores(cores), rng);
    let parts = Parts {
        store: house.store.clone(),
        clock: house.clock.clone(),
        randomness: Arc::new(|| Box::new(chance::system())),
        schedule: house.settings.schedule,
        profile: house.settings.profile,
        limits: house.settings.limits,
        questionnaire,
        channel: house.installation.channel.clone(),
        receipts: signer.clone(),
        lanes: lanes.clone(),
        difficulty: Difficulty::default(),
        signs: Signs { onion: house.settings.reporters.onion.clone(), ..Signs::default() },
    };
    let intake = actix_web::web::Data::new(Intake::new(parts));
    let furnish: Furnish = Arc::new(move |config| {
        config.app_data(intake.clone());
    });
    let mut endpoints = public::with_description(intake::endpoints());
    endpoints.extend(files::endpoints(browser::reporter_files(), files::Keeping::Nothing));
    // No Strict-Transport-Security here: a browser would remember the name of this place for years.
    let headers = with_onion(Headers::for_reporters(), &house.settings.reporters);
    Door { endpoints: Arc::new(endpoints), lanes, furnish, headers, origins: None }
}

fn staff_door(house: &mut House, addresses: &Addresses, cores: usize, rng: &mut StdRng) -> anyhow::Result<Door> {
    let settings = &house.settings;
    let notary = notary::HouseNotary {
        channel: house.installation.channel.clone(),
        jurisdiction: settings.jurisdiction.clone(),
        key_file: settings.data.join(organisation::FILE),
    };
    let registrar = registrar::HouseRegistrar {
        store: house.store.clone(),
        channel: house.installation.channel.clone(),
        jurisdiction: settings.jurisdiction.clone(),
        clock: house.clock.clone(),
        zone: settings.schedule.zone(),
        key_file: settings.data.join(organisation::FILE),
        key: Mutex::new(house.organisation_key.take()),
        opened: house.opened.clone(),
    };
    let desk = casework::Desk::new(
        house.store.clone(),
        house.clock.clone(),
        Arc::new(registrar),
        house.installation.channel.to_bytes()?,
        (settings.schedule.zone(), settings.profile, settings.limits),
        Box::new(|| rand::Rng::r#gen(&mut chance::system())),
    )
    .with_passkeys(casework::Site::at(&addresses.staff));
    let office = office::Desk {
        staff: house.store.clone(),
        departures: house.store.clone(),
        announcements: house.store.clone(),
        reporters: std::iter::once(addresses.reporters.clone()).chain(settings.reporters.onion.clone()).collect(),
        documents: house.store.clone(),
        log: house.store.clone(),
        clock: house.clock.clone(),
        zone: settings.schedule.zone(),
        notary: Arc::new(notary),
        tokens: Box::new(|| rand::Rng::r#gen(&mut chance::system())),
    };
    let (handlers, office) = (casework::furnish(Arc::new(desk)), office::furnish(Arc::new(office)));
    let mut endpoints = public::with_description([casework::endpoints(), office::endpoints()].concat());
    endpoints.extend(files::endpoints(browser::console_files(), files::Keeping::Asked));
    let origins = own_origins(&settings.staff, &addresses.staff);
    Ok(Door {
        endpoints: Arc::new(endpoints),
        lanes: Lanes::new(Lanes::for_cores(cores), rng),
        furnish: Arc::new(move |config| {
            handlers(config);
            office(config);
        }),
        headers: with_onion(strict(Headers::for_staff(), &settings.staff), &settings.staff),
        origins: Some(Origins::new(origins)),
    })
}

/// The address, the onion, and, on this machine's own addresses, its other name.
fn own_origins(settings: &DoorSettings, address: &str) -> Vec<String> {
    let mut origins = vec![address.to_owned()];
    origins.extend(settings.onion.clone());
    if let (Listen::Net(place), Some(port)) = (&settings.listen, address.strip_prefix("http://127.0.0.1:"))
        && place.ip().is_loopback()
    {
        origins.push(format!("http://localhost:{port}"));
    }
    origins
}

fn strict(headers: Headers, settings: &DoorSettings) -> Headers {
    if settings.tls.is_some() { headers.with_strict_transport() } else { headers }
}

fn with_onion(headers: Headers, settings: &DoorSettings) -> Headers {
    match &settings.onion {
        Some(onion) => headers.with_onion(onion),
        None => headers,
    }
}
