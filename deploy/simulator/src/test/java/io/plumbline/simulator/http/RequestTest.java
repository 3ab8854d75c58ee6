package io.plumbline.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {
    @Test
    void decodesPathAndQueryApart() {
        Request request = request("/control/a%2Fb+c/calls?limit=1%30&other=2&flag");

        assertThat(request.path()).isEqualTo("/control/a%2Fb+c/calls");
        assertThat(request.segments()).containsExactly("control", "a/b+c", "calls");
        assertThat(request.queryParameter("limit")).hasValue("10");
        assertThat(request.queryParameter("lim")).isEmpty();
    }

    @Test
    void refusesBrokenEscapes() {
        assertThatThrownBy(() -> request("/control/%zz").segments())
                .isInstanceOfSatisfying(
                        RequestRefusal.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    private static Request request(String target) {
        return new Request("GET", target, Map.of(), new byte[0]);
    }
}
