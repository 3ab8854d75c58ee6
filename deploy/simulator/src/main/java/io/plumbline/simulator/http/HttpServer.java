package io.plumbline.simulator.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A small HTTP/1.1 server: Netty reads and writes, virtual threads run the handlers.
///
/// Netty rather than the JDK's `HttpServer`, whose handlers learn of a disconnected client only at their next
/// write, which is too late for a model that is still thinking.
public final class HttpServer implements AutoCloseable {
    private static final int MAX_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 64 * 1024;
    private static final int READ_SIZE = 64 * 1024;

    private final EventLoopGroup loops;
    private final Channel channel;

    private HttpServer(EventLoopGroup loops, Channel channel) {
        this.loops = loops;
        this.channel = channel;
    }

    /// Listens on the port; 0 selects a free port.
    ///
    /// @param handler used by each connection, which waits for it
    /// @throws IOException when the address is unavailable, usually because the port is taken
    public static HttpServer start(String host, int port, Bounds bounds, Supplier<RequestHandler> handler)
            throws IOException {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        assemble(client.pipeline(), bounds, handler.get());
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            shutDown(loops);
            throw new IOException("Cannot listen on " + host + ":" + port, bound.cause());
        }
        return new HttpServer(loops, bound.channel());
    }

    private static void assemble(ChannelPipeline pipeline, Bounds bounds, RequestHandler handler) {
        pipeline.addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, READ_SIZE))
                .addLast(new IdleStateHandler(0, 0, bounds.idleTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .addLast(new Connection(handler, bounds));
    }

    private static void shutDown(EventLoopGroup loops) {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /// Returns when the server is closed.
    public void awaitClose() throws InterruptedException {
        channel.closeFuture().await();
    }

    /// Stops listening and cuts off running answers. May be called twice.
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        shutDown(loops);
    }
}
