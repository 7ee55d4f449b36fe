//! Ending the connection after an answer. What a person sent in plain text must not wait in a read buffer for the next request.

use actix_web::{body::MessageBody, dev::ServiceResponse, http::ConnectionType};

/// Marks the answer as the last one of its connection.
pub fn after<B: MessageBody>(mut answer: ServiceResponse<B>) -> ServiceResponse<B> {
    answer.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    answer
}
