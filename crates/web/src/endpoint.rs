//! The only way to mount a handler function: an endpoint carries its method, path, gate, lane and description together, so that the
//! list that is served, the list that is documented and the list that is tested are one list.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Responder, Route, http::Method, middleware::from_fn, web};

use crate::{
    close,
    gate::{Again, Gate, Gated},
    lanes::{LaneName, Lanes, Passage, Passages},
    openapi::Operation,
    problem::{self, Page, Problem},
    scrub,
};

type MakeRoute = dyn Fn(Option<Passage>) -> Route + Send + Sync;

/// One method on one path.
#[derive(Clone)]
pub struct Endpoint {
    method: Method,
    path: &'static str,
    gate: &'static str,
    members: bool,
    again: Again,
    operation: Operation,
    lane: Option<(LaneName, bool)>,
    closes: bool,
    page: Option<Page>,
    route: Arc<MakeRoute>,
}

impl Endpoint {
    /// Binds a handler function to a method and a path such as `/api/v1/things/{thing}`. The first argument of `handler` names its gate.
    pub fn new<F, Args>(method: Method, path: &'static str, handler: F) -> Self
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + Gated + 'static,
        F::Output: Responder + 'static,
    {
        let verb = method.clone();
        let route = move |passage: Option<Passage>| web::method(verb.clone()).to(InLane { handler: handler.clone(), passage });
        Self {
            method,
            path,
            gate: <Args::Gate as Gate>::NAME,
            members: <Args::Gate as Gate>::MEMBERS,
            again: <Args::Gate as Gate>::AGAIN,
            operation: Operation::default(),
            lane: None,
            closes: false,
            page: None,
            route: Arc::new(route),
        }
    }

    /// Describes the endpoint for `/api/openapi.json`. What is not described (pages, files) stays out of that document.
    #[must_use]
    pub fn described(mut self, operation: Operation) -> Self {
        self.operation = operation;
        self
    }

    /// Bodies are received in this lane, and the handler function runs in one of its working places.
    #[must_use]
    pub fn lane(mut self, name: LaneName) -> Self {
        self.lane = Some((name, false));
        self
    }

    /// The handler function reads the body itself while it works: in overload the whole of it may be ended to let another one in.
    /// What must not be cut short inside takes [`crate::lanes::Lane::work`] by itself.
    #[must_use]
    pub fn streaming_lane(mut self, name: LaneName) -> Self {
        self.lane = Some((name, true));
        self
    }

    /// The connection ends after the answer, refused or not, so that no buffer outlives what was sent, and the stack is wiped. Holds for
    /// the whole path.
    #[must_use]
    pub fn closes(mut self) -> Self {
        self.closes = true;
        self
    }

    /// Problems of this path are shown as a page made by `page` and not as JSON.
    #[must_use]
    pub fn problems_as(mut self, page: Page) -> Self {
        self.page = Some(page);
        self
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path template.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Name of the gate.
    #[must_use]
    pub fn gate(&self) -> &'static str {
        self.gate
    }

    /// Whether only members of the case in the path may pass.
    #[must_use]
    pub fn is_for_members(&self) -> bool {
        self.members
    }

    /// Whether it asks for a second factor once more.
    #[must_use]
    pub fn asks_again(&self) -> Again {
        self.again
    }

    /// What the OpenAPI document says of it.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.gate)
    }
}

/// Mounts a door's list. Endpoints of one path become one resource, so that a wrong method is answered with 405.
pub fn mount(config: &mut web::ServiceConfig, endpoints: &[Endpoint], lanes: &Lanes) {
    config.app_data(web::Data::new(lanes.clone()));
    let mut paths: Vec<&'static str> = Vec::new();
    for endpoint in endpoints {
        if !paths.contains(&endpoint.path) {
            paths.push(endpoint.path);
        }
    }
    for path in paths {
        mount_path(config, path, endpoints.iter().filter(|e| e.path == path), lanes);
    }
}

fn mount_path<'a>(config: &mut web::ServiceConfig, path: &'static str, endpoints: impl Iterator<Item = &'a Endpoint>, lanes: &Lanes) {
    let mut passages = Passages::default();
    let mut resource = web::resource(path).default_service(web::to(wrong_method));
    let (mut closes, mut page) = (false, None);
    for endpoint in endpoints {
        let passage = endpoint.lane.map(|(name, streaming)| Passage::new(lanes.lane(name), streaming));
        if let Some(passage) = &passage {
            passages.add(endpoint.method.clone(), passage.clone());
        }
        resource = resource.route((endpoint.route)(passage));
        closes |= endpoint.closes;
        page = page.or(endpoint.page);
    }
    let resource = resource.app_data(passages);
    config.service(resource.wrap(from_fn(move |request, next| async move {
        let _wiped = closes.then_some(scrub::AtEnd);
        let answer = problem::speak(request, next, page).await?;
        Ok::<_, actix_web::Error>(if closes { close::after(answer) } else { answer })
    })));
}

async fn wrong_method(_: HttpRequest) -> Result<HttpResponse, Problem> {
    Err(Problem::new(problem::Kind::WrongMethod))
}

/// A handler function that waits for a place in its lane.
struct InLane<F> {
    handler: F,
    passage: Option<Passage>,
}

impl<F: Clone> Clone for InLane<F> {
    fn clone(&self) -> Self {
        Self { handler: self.handler.clone(), passage: self.passage.clone() }
    }
}

impl<F, Args> Handler<Args> for InLane<F>
where
    F: Handler<Args>,
    Args: 'static,
    F::Output: Responder + 'static,
{
    type Output = Answer<F::Output>;
    type Future = Pin<Box<dyn Future<Output = Self::Output>>>;

    fn call(&self, args: Args) -> Self::Future {
        let (handler, passage) = (self.handler.clone(), self.passage.clone());
        Box::pin(async move {
            Answer(match passage {
                None => Ok(handler.call(args).await),
                Some(passage) => passage.run(handler.call(args)).await,
            })
        })
    }
}

/// What the handler function answered, or that it had no place.
struct Answer<R>(Result<R, Problem>);

impl<R: Responder> Responder for Answer<R> {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self.0 {
            Ok(answer) => answer.respond_to(request).map_into_boxed_body(),
            Err(problem) => HttpResponse::from_error(problem),
        }
    }
}
