package io.plumbline.eval.metric.scorer;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.ScoreMemory;
import io.plumbline.eval.metric.TextPair;
import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.EgressProxyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A metric computed by an operator's service: the response to `POST {"metric", "pairs": [{"hypothesis",
/// "references"}]}` is `{"scores": [..]}`, a number of 0 to 1 for each pair.
///
/// Its address comes only from the configuration, never from a request, and redirects are not followed, so nobody
/// can make this service call internal targets. External addresses are called through the [EgressProxy], if
/// configured. A call has a total time limit, and contains at most 50 pairs or a million characters. At most 64
/// KB of a response are read, without waiting for more. Any other response makes the metric unavailable; scores
/// are never invented. The scores of the 32,768 most recent pairs are cached, by digest, since a gate is scored
/// again whenever it is read. Thread-safe.
public final class HttpScorer implements MeanMetric {

    private static final int MOST_PAIRS = 50;
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int LARGEST_ANSWER = 1 << 16;
    private static final int MOST_CALLS = 20;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final String name;
    private final ScorerAddress address;
    private final CloseableHttpClient client;
    private final ScoreMemory memory = new ScoreMemory();

    public HttpScorer(String name, ScorerAddress address, EgressProxy egress) {
        this.name = name;
        this.address = address;
        this.client = client(address, egress);
    }

    /// Ends calls at their time limit: the client's own limits apply to each read.
    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("scorer-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static CloseableHttpClient client(ScorerAddress address, EgressProxy egress) {
        Timeout timeout = Timeout.of(address.timeout());
        HttpClientBuilder client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(MOST_CALLS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setUserAgent("Plumbline")
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching();
        return (egress.takes(address.url()) ? egress.lead(client, address.timeout()) : client).build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean callsService() {
        return true;
    }

    @Override
    public double score(TextPair pair) {
        return scores(List.of(pair))[0];
    }

    @Override
    public double[][] statistics(List<TextPair> pairs) {
        double[] scores = scores(pairs);
        double[][] rows = new double[scores.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {scores[i], 1};
        }
        return rows;
    }

    private double[] scores(List<TextPair> pairs) {
        double[] scores = new double[pairs.size()];
        List<Integer> asked = new ArrayList<>();
        int characters = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = memory.of(pairs.get(i));
            if (Double.isNaN(scores[i])) {
                int size = size(pairs.get(i));
                if (asked.size() == MOST_PAIRS || (!asked.isEmpty() && characters + size > MOST_CHARACTERS)) {
                    ask(pairs, asked, scores);
                    asked.clear();
                    characters = 0;
                }
                asked.add(i);
                characters += size;
            }
        }
        if (!asked.isEmpty()) {
            ask(pairs, asked, scores);
        }
        return scores;
    }

    private static int size(TextPair pair) {
        return pair.hypothesis().length()
                + pair.references().stream().mapToInt(String::length).sum();
    }

    private void ask(List<TextPair> pairs, List<Integer> asked, double[] scores) {
        JsonNode answered = call(asked.stream().map(pairs::get).toList()).path("scores");
        if (!answered.isArray() || answered.size() != asked.size()) {
            throw unavailable("did not answer with a score for each pair");
        }
        for (int i = 0; i < asked.size(); i++) {
            JsonNode score = answered.get(i);
            if (!score.isNumber() || !(score.asDouble() >= 0 && score.asDouble() <= 1)) {
                throw unavailable("answered with a score that is not a number from 0 to 1");
            }
            scores[asked.get(i)] = score.asDouble();
            memory.keep(pairs.get(asked.get(i)), score.asDouble());
        }
    }

    private JsonNode call(List<TextPair> pairs) {
        List<Map<String, Object>> sent = pairs.stream()
                .map(pair -> Map.<String, Object>of("hypothesis", pair.hypothesis(), "references", pair.references()))
                .toList();
        HttpPost request = new HttpPost(address.url());
        request.setEntity(new ByteArrayEntity(
                JSON.writeValueAsBytes(Map.of("metric", name, "pairs", sent)), ContentType.APPLICATION_JSON));
        if (address.token() != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + address.token());
        }
        Future<?> limit = TIMER.schedule(request::abort, address.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return client.execute(request, response -> scores(request, response));
        } catch (EgressProxyException e) {
            throw new MetricUnavailableException(name + " cannot be computed: the egress proxy refused the call", e);
        } catch (IOException | JacksonException e) {
            throw new MetricUnavailableException(name + " cannot be computed: its scorer gave no answer", e);
        } finally {
            limit.cancel(false);
        }
    }

    /// An abandoned response is aborted, because closing would make the client read it to the end.
    private JsonNode scores(HttpPost request, ClassicHttpResponse response) throws IOException {
        if (response.getCode() != HttpStatus.SC_OK) {
            request.abort();
            throw unavailable("answered with status " + response.getCode());
        }
        byte[] answer = response.getEntity().getContent().readNBytes(LARGEST_ANSWER + 1);
        if (answer.length > LARGEST_ANSWER) {
            request.abort();
            throw unavailable("answered with too much text");
        }
        return JSON.readTree(answer);
    }

    private MetricUnavailableException unavailable(String reason) {
        return new MetricUnavailableException(name + " cannot be computed: its scorer " + reason);
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|scorer:" + name + "|host:"
                + address.url().getHost();
    }
}
