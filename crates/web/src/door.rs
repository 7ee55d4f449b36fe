//! A door as it stands in the wall: one list of endpoints, and around it what is the same for every endpoint. The server serves it and
//! tests call it; both get the same wiring.

use std::{fmt, sync::Arc};

use actix_web::{
    App, Error, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Next, from_fn},
    web::{self, ServiceConfig},
};

use crate::{
    endpoint::{self, Endpoint},
    headers::Headers,
    lanes::Lanes,
    origin::Origins,
    owned,
    problem::{self, Kind, Problem},
};

/// Puts a door's services where its handler functions find them.
pub type Furnish = Arc<dyn Fn(&mut ServiceConfig) + Send + Sync>;

/// A door, ready to be served.
#[derive(Clone)]
pub struct Door {
    /// The one list of endpoints.
    pub endpoints: Arc<Vec<Endpoint>>,
    /// Its lanes.
    pub lanes: Lanes,
    /// Its services.
    pub furnish: Furnish,
    /// Headers of every answer.
    pub headers: Headers,
    /// Whose pages may change something; `None` where there is no session that could be abused.
    pub origins: Option<Origins>,
}

impl Door {
    /// The application that serves this door.
    pub fn app(
        &self,
    ) -> App<
        impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody + use<>>, Error = Error, InitError = ()>
        + use<>,
    > {
        let (endpoints, lanes, furnish) = (self.endpoints.clone(), self.lanes.clone(), self.furnish.clone());
        let (headers, origins) = (self.headers.clone(), self.origins.clone());
        App::new()
            .configure(move |config| {
                furnish(config);
                endpoint::mount(config, &endpoints, &lanes);
            })
            .default_service(web::to(nothing_here))
            .wrap(from_fn(move |request: ServiceRequest, next: Next<_>| {
                let foreign = origins.as_ref().and_then(|origins| origins.check(request.request()).err());
                async move {
                    match foreign {
                        None => next.call(request).await.map(ServiceResponse::map_into_boxed_body),
                        Some(problem) => Ok::<ServiceResponse<BoxBody>, _>(request.into_response(HttpResponse::from_error(problem))),
                    }
                }
            }))
            .wrap(from_fn(|request, next: Next<_>| problem::speak(request, next, None)))
            .wrap(from_fn(move |request, next: Next<_>| {
                let headers = headers.clone();
                async move {
                    let mut answer = next.call(request).await?;
                    headers.put_on(&mut answer);
                    Ok::<_, Error>(answer)
                }
            }))
            .wrap(from_fn(owned::headers))
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.endpoints.iter()).finish()
    }
}

async fn nothing_here() -> Result<HttpResponse, Problem> {
    Err(Problem::new(Kind::NotFound))
}

#[cfg(test)]
mod tests {
    use actix_web::{
        HttpRequest,
        http::{Method, header},
        test::{TestRequest, call_service, init_service, read_body},
    };
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;
    use crate::{gate::Public, headers::CONTENT_POLICY};

    async fn hello(_: Public) -> &'static str {
        "hello"
    }

    async fn fails(_: Public, _: HttpRequest) -> Result<HttpResponse, Problem> {
        Err(Problem::new(Kind::Full))
    }

    fn door() -> Door {
        let endpoints = vec![
            Endpoint::new(Method::GET, "/hello", hello),
            Endpoint::new(Method::POST, "/hello", hello),
            Endpoint::new(Method::GET, "/fails", fails).problems_as(|problem, language| format!("<p>{}", problem.kind().title(language))),
        ];
        Door {
            endpoints: Arc::new(endpoints),
            lanes: Lanes::new(Lanes::for_cores(1), &mut StdRng::from_seed([1; 32])),
            furnish: Arc::new(|_| ()),
            headers: Headers::for_staff(),
            origins: Some(Origins::new(["http://here".to_owned()])),
        }
    }

    #[actix_web::test]
    async fn every_answer_has_the_headers_even_where_there_is_nothing() {
        let app = init_service(door().app()).await;
        for (path, status) in [("/hello", 200), ("/nothing", 404), ("/fails", 507)] {
            let answer = call_service(&app, TestRequest::get().uri(path).to_request()).await;
            assert_eq!(answer.status().as_u16(), status, "{path}");
            assert_eq!(answer.headers().get(header::CONTENT_SECURITY_POLICY).unwrap(), CONTENT_POLICY, "{path}");
            assert_eq!(answer.headers().get(header::CACHE_CONTROL).unwrap(), "no-store", "{path}");
        }
    }

    #[actix_web::test]
    async fn a_problem_is_a_page_where_people_read_pages() {
        let app = init_service(door().app()).await;
        let page = call_service(&app, TestRequest::get().uri("/fails").to_request()).await;
        assert_eq!(page.headers().get(header::CONTENT_TYPE).unwrap(), "text/html; charset=utf-8");
        assert_eq!(read_body(page).await, "<p>There is no room left");
        let json = call_service(&app, TestRequest::get().uri("/nothing").to_request()).await;
        assert_eq!(json.headers().get(header::CONTENT_TYPE).unwrap(), "application/problem+json");
        let value: serde_json::Value = serde_json::from_slice(&read_body(json).await).unwrap();
        assert_eq!(value["type"], "/problems/not-found");
    }

    #[actix_web::test]
    async fn what_changes_something_must_come_from_our_own_pages() {
        let app = init_service(door().app()).await;
        let foreign = call_service(&app, TestRequest::post().uri("/hello").insert_header(("origin", "http://there")).to_request()).await;
        assert_eq!(foreign.status(), 403);
        assert!(foreign.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let own = call_service(&app, TestRequest::post().uri("/hello").insert_header(("origin", "http://here")).to_request()).await;
        assert_eq!(own.status(), 200);
    }
}
