package io.plumbline.simulator.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client connection: receives a request within its [Bounds], passes it to a virtual thread, and notifies
/// that thread when the client disconnects. Reading never stops, because only a reader detects a closed
/// connection.
///
/// Every field belongs to the event loop. A request that arrives while another is answered is dropped, and the
/// connection is closed after that answer; RFC 9112 §9.3.2 allows that, and pipelining clients retry.
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class Connection extends ChannelDuplexHandler {
    private static final Logger LOG = System.getLogger(Connection.class.getName());

    private final RequestHandler handler;
    private final Bounds bounds;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable HttpRequest head;
    private @Nullable Exchange running;
    private @Nullable Thread worker;
    private @Nullable Future<?> deadline;
    private boolean closing;

    Connection(RequestHandler handler, Bounds bounds) {
        this.handler = handler;
        this.bounds = bounds;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            receive(context, (HttpObject) message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(ChannelHandlerContext context, HttpObject message) {
        if (running != null) {
            closing = true;
        } else if (closing) {
            if (message instanceof LastHttpContent) {
                context.close();
            }
        } else if (message.decoderResult().isFailure()) {
            refuse(context, RequestRefusal.of(400, "This is not a sound HTTP/1.1 request"));
        } else if (message instanceof HttpRequest request) {
            begin(context, request);
        } else if (message instanceof HttpContent content) {
            gather(context, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        if (HttpUtil.getContentLength(request, 0L) > bounds.maxBodyBytes()) {
            refuse(context, tooLarge());
            return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
        deadline = context.executor()
                .schedule(
                        () -> refuse(context, RequestRefusal.of(408, "The body did not arrive in time")),
                        bounds.bodyTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void gather(ChannelHandlerContext context, HttpContent content) {
        int size = content.content().readableBytes();
        if (body.size() + size > bounds.maxBodyBytes()) {
            refuse(context, tooLarge());
            return;
        }
        try {
            content.content().readBytes(body, size);
        } catch (IOException e) {
            throw new IllegalStateException("An array in memory does not fail", e);
        }
        if (content instanceof LastHttpContent && head != null) {
            stopDeadline();
            answer(context, head);
        }
    }

    private void answer(ChannelHandlerContext context, HttpRequest received) {
        Map<String, String> headers = new HashMap<>();
        received.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        Request request = new Request(received.method().name(), received.uri(), headers, body.toByteArray());
        body.reset();
        head = null;
        Exchange exchange = new Exchange(context.channel(), received);
        running = exchange;
        worker = Thread.ofVirtual().name("answer").start(() -> run(request, exchange));
    }

    private void run(Request request, Exchange exchange) {
        try {
            handler.handle(request, exchange);
        } catch (ClientGoneException | InterruptedException e) {
            exchange.cut();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A request failed and its connection is cut", e);
            exchange.cut();
        }
    }

    /// Refuses and continues to read for a moment: closing at once would reset the connection and lose the
    /// answer.
    private void refuse(ChannelHandlerContext context, RequestRefusal refusal) {
        stopDeadline();
        closing = true;
        Response response = handler.refuse(head == null ? "" : Request.pathOf(head.uri()), refusal);
        DefaultFullHttpResponse message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                Unpooled.wrappedBuffer(response.body()));
        response.headers().forEach((name, value) -> message.headers().set(name, value));
        message.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.body().length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(message);
        context.executor().schedule(() -> context.close(), bounds.lingerMillis(), TimeUnit.MILLISECONDS);
    }

    private RequestRefusal tooLarge() {
        return RequestRefusal.of(413, "The body is larger than " + bounds.maxBodyBytes() + " bytes");
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /// The exchange ends with its last piece, before the client can send the next request.
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            running = null;
            worker = null;
            if (closing) {
                promise.addListener(ChannelFutureListener.CLOSE);
            }
        }
        context.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopDeadline();
        if (running != null && worker != null) {
            running.clientGone(worker);
        }
        context.fireChannelInactive();
    }

    /// Only a connection between two requests is idle: an answer may take its time, and an arriving request has
    /// its own deadline with its own error.
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && running == null && deadline == null) {
            context.close();
        }
    }

    /// A reset by the peer means that the client has disconnected; any other error is a defect here. Either ends
    /// the exchange.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(cause instanceof IOException ? Level.DEBUG : Level.ERROR, "A connection failed", cause);
        context.close();
    }
}
