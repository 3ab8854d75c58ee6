package io.plumbline.simulator.http;

/// A family of paths with a shape of its own for answers and errors.
public interface Surface {
    /// @throws Refusal what is wrong with the request, to be answered by [#error]
    void handle(Request request, Exchange exchange) throws InterruptedException;

    Response error(Refusal refusal);
}
