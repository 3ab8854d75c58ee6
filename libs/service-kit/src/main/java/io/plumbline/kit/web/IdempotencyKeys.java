package io.plumbline.kit.web;

import static jakarta.servlet.http.HttpServletResponse.SC_INTERNAL_SERVER_ERROR;

import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Implements `Idempotency-Key` for POST requests: for 24 hours, the same key of the same caller runs the
/// operation once and repeats its response. No connection is held during the operation. The key is claimed before
/// it and completed with the response after it, each in a short transaction. A concurrent request with the same
/// key gets 409.
///
/// If the process dies in between, the lease of the claim expires. If the operation had committed anything, which
/// [IdempotentCommit] records, its response is lost, and the key returns 409 until it expires; the operation
/// never runs twice. Otherwise, the next request with the key runs the operation. Effects outside the request's
/// own transactions, for example in another service, must be idempotent themselves.
///
/// Only successful responses are stored, so a refused request may be repeated. Uploads are compared by address
/// and length, other bodies by digest.
public final class IdempotencyKeys extends OncePerRequestFilter {

    public static final String HEADER = "Idempotency-Key";

    /// The paths of POST requests that support the header.
    public static final String PATHS = "/api/v1/";

    public static final int MAX_KEY_LENGTH = 255;

    private static final String RETRY_SECONDS = "2";

    private final IdempotencyStore store;
    private final IdempotentCommit commits;
    private final ProblemWriter problems;
    private final Set<String> own;

    /// @param own excluded paths, see [OwnIdempotency]
    IdempotencyKeys(IdempotencyStore store, IdempotentCommit commits, ProblemWriter problems, Set<String> own) {
        this.own = Set.copyOf(own);
        this.store = store;
        this.commits = commits;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || request.getHeader(HEADER) == null
                || !request.getRequestURI().startsWith(PATHS)
                || own.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        Optional<Caller> caller = Callers.find();
        if (caller.isEmpty()) {
            chain.doFilter(request, response);
        } else if (key.isBlank() || key.length() > MAX_KEY_LENGTH || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
            problems.write(
                    RequestProblem.INVALID_REQUEST.because(
                            "Idempotency-Key must be 1 to 255 printable ASCII characters."),
                    request,
                    response);
        } else {
            once(caller.get(), key, request, response, chain);
        }
    }

    private void once(
            Caller caller, String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ReplayableRequest replayable = ReplayableRequest.of(request);
        ContentCachingResponseWrapper caching = new ContentCachingResponseWrapper(response);
        Optional<IdempotencyClaim> claim = store.claim(caller.id(), key, replayable.digest());
        if (claim.isPresent()) {
            work(claim.get(), replayable, caching, chain);
        } else {
            answerAgain(store.find(caller.id(), key), replayable, caching);
        }
        caching.copyBodyToResponse();
    }

    private void work(
            IdempotencyClaim claim,
            ReplayableRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain)
            throws ServletException, IOException {
        boolean ended = false;
        try {
            commits.under(claim, () -> chain.doFilter(request, response));
            ended = true;
        } finally {
            settle(claim, ended ? response.getStatus() : SC_INTERNAL_SERVER_ERROR, response);
        }
    }

    /// The operation is complete, so the response is sent even if it cannot be stored.
    private void settle(IdempotencyClaim claim, int status, ContentCachingResponseWrapper response) {
        try {
            switch (status / 100) {
                case 2 -> store.complete(claim, response);
                case 5 -> store.releaseIfIdle(claim);
                default -> store.release(claim);
            }
        } catch (DataAccessException e) {
            logger.warn("Cannot settle an idempotency key", e);
        }
    }

    private void answerAgain(
            Optional<IdempotencyStore.Stored> found, ReplayableRequest request, ContentCachingResponseWrapper response)
            throws IOException {
        if (found.isPresent() && !MessageDigest.isEqual(found.get().requestDigest(), request.digest())) {
            problems.write(
                    RequestProblem.IDEMPOTENCY_KEY_REUSED.because(
                            "This key was used for another request. Use a new key."),
                    request,
                    response);
        } else if (found.isEmpty() || (!found.get().answered() && found.get().leased())) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            problems.write(
                    RequestProblem.IDEMPOTENCY_KEY_IN_USE.because(
                            "Another request with this key is in progress. Repeat it to get the response."),
                    request,
                    response);
        } else if (!found.get().answered()) {
            problems.write(
                    RequestProblem.IDEMPOTENCY_ANSWER_LOST.because(
                            "Read the current state. If a change is still needed, use a new key."),
                    request,
                    response);
        } else {
            replay(found.get(), response);
        }
    }

    private static void replay(IdempotencyStore.Stored earlier, ContentCachingResponseWrapper response)
            throws IOException {
        response.setStatus(earlier.status());
        earlier.headers().forEach(response::setHeader);
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(earlier.body());
    }
}
