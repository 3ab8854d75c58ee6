package io.plumbline.simulator.http;

/// The application behind the server. Both methods must be thread-safe.
public interface RequestHandler {
    /// Answers through the exchange, on its own virtual thread, which is interrupted when the client disconnects.
    /// An exception cuts the connection: the caller's errors must be answered before.
    void handle(Request request, Exchange exchange) throws InterruptedException;

    /// The answer to input that did not become a request: too large, too slow, or not HTTP.
    Response refuse(String path, RequestRefusal refusal);
}
