package io.plumbline.simulator.http;

/// What the server asks of the application. Both methods must be safe to call from many threads.
public interface RequestHandler {
    /// Answers through the exchange, on a virtual thread of its own that is interrupted when the client goes. What
    /// it throws cuts the connection: problems of the caller have been answered before that.
    void handle(Request request, Exchange exchange) throws InterruptedException;

    /// The answer to something that did not become a request: too large, too slow, or not HTTP.
    Response refuse(String path, Refusal refusal);
}
