package io.plumbline.registry.knowledge.extraction;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImplFactory;
import java.net.URL;
import java.net.URLStreamHandlerFactory;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/// Takes the network away from a process that reads files: every way of Java to open a connection fails. There is
/// no way back.
final class Containment extends SelectorProvider {

    /// Called by the JVM, which this class is named to by the property `java.nio.channels.spi.SelectorProvider`.
    public Containment() {}

    /// Applies to the whole process. Output of libraries goes to the error stream.
    @SuppressWarnings("deprecation") // The only way to refuse sockets of every library.
    static void apply(PrintStream errors) throws IOException {
        SocketImplFactory sockets = () -> {
            throw new UnsupportedOperationException("no network");
        };
        Socket.setSocketImplFactory(sockets);
        ServerSocket.setSocketFactory(sockets);
        URLStreamHandlerFactory streams = protocol -> {
            if (protocol.equals("jar") || protocol.equals("file") || protocol.equals("jrt")) {
                return null;
            }
            throw new IllegalArgumentException("no network");
        };
        URL.setURLStreamHandlerFactory(streams);
        ProxySelector.setDefault(null);
        System.setOut(errors);
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        throw new IOException("no network");
    }

    @Override
    public DatagramChannel openDatagramChannel(java.net.ProtocolFamily family) throws IOException {
        throw new IOException("no network");
    }

    @Override
    public Pipe openPipe() throws IOException {
        throw new IOException("no network");
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        throw new IOException("no network");
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        throw new IOException("no network");
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        throw new IOException("no network");
    }
}
