package io.plumbline.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

class ProblemAdviceTest {

    private static IOException hungUp() {
        return new ClientAbortException(new IOException("Broken pipe"));
    }

    @Test
    void recognisesAClientDisconnectUnderAnyWrapper() {
        assertThat(ProblemAdvice.isClientGone(hungUp())).isTrue();
        assertThat(ProblemAdvice.isClientGone(new AsyncRequestNotUsableException("gone", hungUp())))
                .isTrue();
        assertThat(ProblemAdvice.isClientGone(new HttpMessageNotWritableException("half", hungUp())))
                .isTrue();
    }

    @Test
    void doesNotMistakeAnotherBrokenConnectionForIt() {
        assertThat(ProblemAdvice.isClientGone(new IOException("Broken pipe"))).isFalse();
        assertThat(ProblemAdvice.isClientGone(new UncheckedIOException(new IOException("Connection reset"))))
                .isFalse();
    }

    @Test
    void namesTheMissingPart() {
        assertThat(ProblemAdvice.of(new MissingServletRequestPartException("file")))
                .hasMessage("The part file is missing.");
    }
}
