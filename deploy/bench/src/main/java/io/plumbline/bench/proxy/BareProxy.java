package io.plumbline.bench.proxy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/// A minimal proxy on the gateway's HTTP stack, Tomcat with virtual threads and Apache's client: it reads a
/// request and posts it, and passes the answer on as it arrives. It inspects, authenticates and records nothing.
/// Its cost is a lower bound for a gateway on this stack.
final class BareProxy {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int CONNECTIONS = 512;

    private BareProxy() {}

    /// Runs until its input ends, and therefore ends with the process that started it.
    ///
    /// @param arguments port to listen on, URL of the server behind it, and a folder for Tomcat
    static void main(String... arguments) throws IOException, LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(arguments[2]);
        Connector connector = new Connector();
        connector.setProperty("address", "127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "proxy", new Forwarding(arguments[1])).addMapping("/*");
        tomcat.start();
        while (System.in.read() >= 0) {
            // nothing is said to it
        }
        tomcat.stop();
    }

    private static final class Forwarding extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final String upstream;
        private final transient CloseableHttpClient client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setMaxConnTotal(CONNECTIONS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();

        Forwarding(String upstream) {
            this.upstream = upstream;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpPost post = new HttpPost(upstream + request.getRequestURI());
            post.setEntity(new ByteArrayEntity(request.getInputStream().readAllBytes(), ContentType.APPLICATION_JSON));
            try (ClassicHttpResponse answer = client.executeOpen(null, post, null)) {
                HttpEntity entity = answer.getEntity();
                response.setStatus(answer.getCode());
                response.setContentType(entity.getContentType());
                if (entity.getContentLength() >= 0) {
                    response.setContentLengthLong(entity.getContentLength());
                }
                pass(entity.getContent(), response.getOutputStream());
            }
        }

        /// Flushes available data before waiting for more.
        private static void pass(InputStream from, OutputStream to) throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                if (from.available() == 0) {
                    to.flush();
                }
            }
        }
    }
}
