package io.plumbline.kit.egress;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Detects calls that the proxy refuses. HttpClient returns the proxy's response to CONNECT as if it came from
/// the target, and waits for it with the response timeout. This class recognises a refusal by the missing
/// connection and applies the connection timeout instead.
final class ProxyObserver {

    private static final Logger log = LoggerFactory.getLogger(ProxyObserver.class);

    /// The context attribute that keeps the original settings of a call until its connection is established.
    private static final String OUTSIDE = "plumbline.egress.outside";

    private final HttpHost proxy;
    private final @Nullable Credentials credentials;
    private final Timeout patience;

    ProxyObserver(HttpHost proxy, @Nullable Credentials credentials, Duration patience) {
        this.proxy = proxy;
        this.credentials = credentials;
        this.patience = Timeout.of(patience);
    }

    HttpClientBuilder on(HttpClientBuilder client) {
        return client.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "egress", this::pass)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "egress-passed", ProxyObserver::passed);
    }

    private ClassicHttpResponse pass(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpClientContext context = scope.clientContext;
        enter(context);
        ClassicHttpResponse response;
        try {
            response = chain.proceed(request, scope);
        } catch (ConnectionRequestTimeoutException e) {
            throw e; // There is no place in the pool: nobody asked the proxy.
        } catch (IOException | HttpException e) {
            if (hasPassed(context) || scope.execRuntime.isExecutionAborted()) {
                throw e;
            }
            throw refused(scope, reason(e), e);
        }
        boolean asksForCredentials = response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED;
        if (hasPassed(context) && !(asksForCredentials && !scope.route.isTunnelled())) {
            return response;
        }
        int status = response.getCode();
        response.close();
        scope.execRuntime.discardEndpoint();
        throw refused(scope, "it answered " + status, null);
    }

    private void enter(HttpClientContext context) {
        RequestConfig own = context.getRequestConfigOrDefault();
        context.setAttribute(OUTSIDE, own);
        context.setRequestConfig(
                RequestConfig.copy(own).setResponseTimeout(patience).build());
        if (credentials != null) {
            BasicScheme basic = new BasicScheme();
            basic.initPreemptive(credentials);
            AuthExchange exchange = new AuthExchange();
            exchange.select(basic);
            context.setAuthExchange(proxy, exchange);
        }
    }

    private static ClassicHttpResponse passed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.clientContext.removeAttribute(OUTSIDE) instanceof RequestConfig own) {
            scope.clientContext.setRequestConfig(own);
        }
        return chain.proceed(request, scope);
    }

    private static boolean hasPassed(HttpClientContext context) {
        return context.getAttribute(OUTSIDE) == null;
    }

    private static String reason(Exception e) {
        return switch (e) {
            case UnknownHostException _ -> "its name is not known";
            case SocketTimeoutException _ -> "no connection came about in time";
            case ConnectException _ -> "it cannot be connected to";
            case SSLException _ -> "no TLS with the host behind it came about";
            default -> "the connection broke";
        };
    }

    private EgressProxyException refused(ExecChain.Scope scope, String reason, @Nullable Exception cause) {
        log.atWarn()
                .addKeyValue("proxy", proxy.toHostString())
                .addKeyValue("host", scope.route.getTargetHost().toHostString())
                .addKeyValue("reason", reason)
                .log("The egress proxy did not let a call through");
        return new EgressProxyException(proxy, reason, cause);
    }
}
