package io.plumbline.simulator.http;

/// A family of paths with its own format of answers and errors.
public interface ApiSurface {
    /// @throws RequestRefusal an error of the request, to be answered by [#error]
    void handle(Request request, Exchange exchange) throws InterruptedException;

    Response error(RequestRefusal refusal);
}
