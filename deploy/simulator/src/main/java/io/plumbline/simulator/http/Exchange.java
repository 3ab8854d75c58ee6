package io.plumbline.simulator.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/// One request during its answer, which is given by exactly one of [#send], [#openStream] and [#cut].
///
/// Belongs to the answering virtual thread. Only [#clientGone] is called by the event loop: it interrupts that
/// thread, which ends any wait at once, and makes every later write fail.
@SuppressWarnings("FutureReturnValueIgnored") // writes that are not waited for are followed by one that is
public final class Exchange {
    private final Channel channel;
    private final HttpVersion version;
    private final boolean keepAlive;
    private volatile boolean gone;
    private volatile boolean answered;

    Exchange(Channel channel, HttpRequest request) {
        this.channel = channel;
        this.version = request.protocolVersion();
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    /// Sends the answer and waits until the socket has accepted it.
    ///
    /// @throws ClientGoneException when the client has disconnected
    public void send(Response response) throws InterruptedException {
        DefaultFullHttpResponse message = new DefaultFullHttpResponse(
                version, HttpResponseStatus.valueOf(response.status()), Unpooled.wrappedBuffer(response.body()));
        HttpUtil.setContentLength(message, response.body().length);
        writeHead(message, response.headers());
        awaitWritten(finish(message));
    }

    /// Begins a stream of events. Each event is flushed at once.
    public EventStream openStream(Framing framing, Map<String, String> headers) {
        DefaultHttpResponse message = new DefaultHttpResponse(version, HttpResponseStatus.OK);
        message.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, framing.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        if (version.isKeepAliveDefault()) {
            HttpUtil.setTransferEncodingChunked(message, true);
        }
        writeHead(message, headers);
        channel.write(message);
        return new EventStream(this, framing);
    }

    /// Closes the connection prematurely: data already sent arrives, the end of the answer never does.
    public void cut() {
        answered = true;
        channel.close();
    }

    /// Whether an answer has begun, which precludes another.
    public boolean isAnswered() {
        return answered;
    }

    void clientGone(Thread worker) {
        gone = true;
        worker.interrupt();
    }

    ChannelFuture write(Object message) {
        if (gone || !channel.isActive()) {
            throw new ClientGoneException();
        }
        return channel.writeAndFlush(message);
    }

    ChannelFuture finish(Object lastMessage) {
        ChannelFuture written = write(lastMessage);
        if (!keepAlive || !version.isKeepAliveDefault()) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        return written;
    }

    /// Slows the writer to the client's reading speed, so that a slow reader never grows memory.
    void awaitRoom(ChannelFuture written) throws InterruptedException {
        if (!channel.isWritable()) {
            awaitWritten(written);
        }
    }

    void awaitWritten(ChannelFuture written) throws InterruptedException {
        if (!written.await().isSuccess()) {
            throw new ClientGoneException();
        }
    }

    private void writeHead(HttpResponse message, Map<String, String> headers) {
        answered = true;
        headers.forEach((name, value) -> message.headers().set(name, value));
        HttpUtil.setKeepAlive(message, keepAlive && version.isKeepAliveDefault());
    }
}
