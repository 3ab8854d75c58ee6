package io.plumbline.simulator.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The events of one streamed answer, in order. Belongs to the thread of its exchange.
public final class EventStream {
    private final Exchange exchange;

    EventStream(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Sends one event; `data` holds no line break.
    ///
    /// @throws ClientGoneException when there is nobody left to read it
    public void send(@Nullable String event, String data) throws InterruptedException {
        StringBuilder frame = new StringBuilder(data.length() + 32);
        if (event != null) {
            frame.append("event: ").append(event).append('\n');
        }
        frame.append("data: ").append(data).append("\n\n");
        byte[] bytes = frame.toString().getBytes(StandardCharsets.UTF_8);
        exchange.awaitRoom(exchange.write(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes))));
    }

    public void end() throws InterruptedException {
        exchange.awaitWritten(exchange.finish(LastHttpContent.EMPTY_LAST_CONTENT));
    }
}
