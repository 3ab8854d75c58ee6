package io.plumbline.kit.web;

import io.plumbline.kit.problem.ProblemException;
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
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Honours `Idempotency-Key` on our own POSTs: the same key from the same caller does the work once and answers
/// the same again, for 24 hours. The key is stored in the very transaction that does the work, so that neither
/// is there without the other; a second request with the key waits for the first. Only success is remembered:
/// what failed may be tried again. Uploads are compared by address and length, other bodies by digest.
public final class IdempotencyKeys extends OncePerRequestFilter {

    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_KEY_LENGTH = 255;

    private final IdempotencyStore store;
    private final TransactionTemplate transactions;
    private final ProblemWriter problems;

    public IdempotencyKeys(IdempotencyStore store, TransactionTemplate transactions, ProblemWriter problems) {
        this.store = store;
        this.transactions = transactions;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || request.getHeader(HEADER) == null
                || !request.getRequestURI().startsWith("/api/v1/");
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
        try {
            IdempotencyStore.Stored earlier =
                    transactions.execute(status -> workOrFind(caller, key, replayable, caching, chain, status));
            if (earlier != null) {
                replay(earlier, replayable, caching);
            }
        } catch (UnexpectedRollbackException e) {
            // The work refused and said so in the answer; nothing is kept.
            logger.debug("Idempotent request was refused");
        } catch (ChainException e) {
            throw e.unwrapped();
        }
        caching.copyBodyToResponse();
    }

    private IdempotencyStore.@Nullable Stored workOrFind(
            Caller caller,
            String key,
            ReplayableRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain,
            TransactionStatus status) {
        if (!store.claim(caller.id(), key, request.digest())) {
            return store.find(caller.id(), key);
        }
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException e) {
            throw new ChainException(e);
        }
        if (response.getStatus() / 100 == 2) {
            store.complete(caller.id(), key, response);
        } else {
            status.setRollbackOnly();
        }
        return null;
    }

    private void replay(
            IdempotencyStore.Stored earlier, ReplayableRequest request, ContentCachingResponseWrapper response)
            throws IOException {
        if (!MessageDigest.isEqual(earlier.requestDigest(), request.digest())) {
            ProblemException reused = RequestProblem.IDEMPOTENCY_KEY_REUSED.because(
                    "This key was used for another request: take a new one.");
            problems.write(reused, request, response);
            return;
        }
        response.setStatus(earlier.status());
        earlier.headers().forEach(response::setHeader);
        response.setHeader("Idempotency-Replayed", "true");
        response.getOutputStream().write(earlier.body());
    }

    /// Carries a checked exception of the chain out of the transaction, which rolls back.
    private static final class ChainException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ChainException(Exception cause) {
            super(cause);
        }

        ServletException unwrapped() throws IOException {
            return switch (getCause()) {
                case IOException io -> throw io;
                case ServletException servlet -> servlet;
                case null, default -> new ServletException(getCause());
            };
        }
    }
}
