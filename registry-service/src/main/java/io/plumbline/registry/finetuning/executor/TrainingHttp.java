package io.plumbline.registry.finetuning.executor;

import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.OutwardClients;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls services with OpenAI's API, directly or through the egress proxy. Follows no redirects, and reads 16 MB of a
/// response at most.
@Component
final class TrainingHttp implements DisposableBean {

    private static final Timeout RESPONSE = Timeout.ofSeconds(60);
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;

    private final TrainingAddresses addresses;
    private final EgressProxy egress;
    private final CloseableHttpClient straight;
    private final @Nullable CloseableHttpClient outward;
    private final JsonMapper json;

    TrainingHttp(TrainingAddresses addresses, EgressProxy egress, JsonMapper json) {
        this.addresses = addresses;
        this.egress = egress;
        this.json = json;
        this.straight = client(addresses).build();
        this.outward = egress.isSet()
                ? egress.lead(client(SystemDefaultDnsResolver.INSTANCE), Duration.ofSeconds(5))
                        .build()
                : null;
    }

    private static HttpClientBuilder client(DnsResolver names) {
        return OutwardClients.builder(names, RESPONSE, "Plumbline-Fine-Tuning");
    }

    /// A response.
    record Response(int status, JsonNode body) {

        boolean isOk() {
            return status / 100 == 2;
        }

        /// @throws ExecutorException unless the status is 2xx
        JsonNode requireOk() throws ExecutorException {
            if (isOk()) {
                return body;
            }
            String reason =
                    "http-" + status + ": " + body.path("error").path("message").asString("");
            boolean later =
                    status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status == CONFLICT;
            throw later ? ExecutorException.later(reason) : ExecutorException.last(reason);
        }
    }

    /// Sends a request and returns its JSON response.
    ///
    /// @param base the URL that the job names
    Response send(URI base, HttpUriRequestBase request, @Nullable String secret) throws ExecutorException {
        if (secret != null) {
            request.setHeader("Authorization", "Bearer " + secret);
        }
        try {
            addresses.requireAllowed(base);
        } catch (UnknownHostException e) {
            throw ExecutorException.last("address-not-allowed");
        }
        CloseableHttpClient proxied = egress.takes(base) ? outward : null;
        try (ClassicHttpResponse message = (proxied == null ? straight : proxied).executeOpen(null, request, null)) {
            return new Response(message.getCode(), body(request, message.getEntity()));
        } catch (SocketTimeoutException e) {
            throw ExecutorException.later("timed-out");
        } catch (IOException e) {
            throw ExecutorException.later("unreachable");
        } catch (JacksonException e) {
            throw ExecutorException.later("not-json");
        }
    }

    private JsonNode body(HttpUriRequestBase request, @Nullable HttpEntity entity)
            throws IOException, ExecutorException {
        if (entity == null) {
            return json.createObjectNode();
        }
        byte[] bytes = entity.getContent().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            request.abort(); // Closing the response would read the rest of the body first.
            throw ExecutorException.last("response-too-large");
        }
        return bytes.length == 0 ? json.createObjectNode() : json.readTree(bytes);
    }

    @Override
    public void destroy() {
        straight.close(CloseMode.GRACEFUL);
        if (outward != null) {
            outward.close(CloseMode.GRACEFUL);
        }
    }
}
