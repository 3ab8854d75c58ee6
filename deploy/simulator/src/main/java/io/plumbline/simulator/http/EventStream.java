package io.plumbline.simulator.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/// The events of one streamed answer, in order. Belongs to the thread of its exchange.
public final class EventStream {
    private final Exchange exchange;
    private final Framing framing;

    EventStream(Exchange exchange, Framing framing) {
        this.exchange = exchange;
        this.framing = framing;
    }

    /// Sends one event; `data` contains no line break.
    ///
    /// @throws ClientGoneException when the client has disconnected
    public void send(@Nullable String event, String data) throws InterruptedException {
        byte[] bytes = framing.frame(event, data);
        exchange.awaitRoom(exchange.write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes))));
    }

    public void end() throws InterruptedException {
        exchange.awaitWritten(exchange.finish(LastHttpContent.EMPTY_LAST_CONTENT));
    }
}
