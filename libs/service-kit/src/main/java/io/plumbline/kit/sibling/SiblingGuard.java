package io.plumbline.kit.sibling;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/// Retries safe calls (GET, at most twice, on a broken connection or 502/503/504), counts failures, and fails
/// fast while the sibling is unavailable. Long polls are exempt: followers repeat them anyway, and a response
/// after half a minute predicts nothing about the next call.
final class SiblingGuard implements ClientHttpRequestInterceptor {

    private static final String SNAPSHOT = "/internal/v1/snapshot";
    private static final int TRIES = 3;
    private static final long FIRST_PAUSE_MS = 100;

    private final String service;
    private final CircuitBreaker breaker;

    SiblingGuard(String service, CircuitBreaker breaker) {
        this.service = service;
        this.breaker = breaker;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        if (request.getURI().getPath().endsWith(SNAPSHOT)) {
            return follow(request, body, execution);
        }
        int tries = request.getMethod().equals(HttpMethod.GET) ? TRIES : 1;
        for (int attempt = 1; ; attempt++) {
            if (!breaker.tryAcquirePermission()) {
                throw unavailable(new IOException("calls are suspended after many failures"));
            }
            try {
                return attempt(request, body, execution);
            } catch (IOException e) {
                if (attempt >= tries) {
                    throw unavailable(e);
                }
            }
            pause(FIRST_PAUSE_MS << attempt);
        }
    }

    private ClientHttpResponse follow(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        try {
            ClientHttpResponse response = execution.execute(request, body);
            if (!isAway(response)) {
                return response;
            }
            int status = response.getStatusCode().value();
            response.close();
            throw new IOException("answered " + status);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /// Returns the response of an available sibling.
    private ClientHttpResponse attempt(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        long start = System.nanoTime();
        try {
            ClientHttpResponse response = execution.execute(request, body);
            if (isAway(response)) {
                int status = response.getStatusCode().value();
                response.close();
                throw new IOException("answered " + status);
            }
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return response;
        } catch (IOException e) {
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            throw e;
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private static boolean isAway(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        return status == 502 || status == 503 || status == 504;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProblemException unavailable(IOException cause) {
        return RequestProblem.SIBLING_UNAVAILABLE.because(
                service + "-service did not answer. Try again in a moment.", cause);
    }
}
