package io.plumbline.kit.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EgressProxyTest {

    private static final String PROXY = "http://proxy.bank.example:3128";

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void takesNothingUnlessItIsSet(@Nullable String url) {
        EgressProxy none = new EgressProxy(new EgressProperties(url, List.of(), "", ""));

        assertThat(none.isSet()).isFalse();
        assertThat(none.takes(URI.create("https://api.openai.com/v1"))).isFalse();
        HttpClientBuilder client = HttpClientBuilder.create();
        assertThatThrownBy(() -> none.lead(client, Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, true",
        "http://8.8.8.8:8000/v1, true",
        "https://[2001:db8::1]/v1, true",
        "https://models.bank.example/v1, false",
        "https://EU.Models.Bank.Example./v1, false",
        "https://othermodels.bank.example/v1, true",
        "https://inside.example/v1, true",
        "https://a.inside.example/v1, false",
        "https://star.example/v1, true",
        "https://b.star.example/v1, false",
        "https://10.9.8.7/v1, false",
        "https://11.0.0.1/v1, true",
        "https://172.31.255.255/v1, false",
        "https://172.32.0.0/v1, true",
        "https://192.0.2.7/v1, false",
        "https://192.0.2.8/v1, true",
        "https://[fd00:1::1]/v1, false",
        "https://[fe00:1::1]/v1, true",
        "https://[2001:db8:7::7]/v1, false",
        "https://[::ffff:10.9.8.7]/v1, false",
        "http://localhost:8000/v1, false",
        "http://models.localhost/v1, false",
        "http://LOCALHOST./v1, false",
        "http://127.9.9.9/v1, false",
        "http://[::1]/v1, false",
        "http://0x7f000001/v1, true",
    })
    void takesWhatIsNotBypassed(URI url, boolean taken) {
        List<String> bypass = List.of(
                "models.bank.example",
                ".inside.example",
                " *.star.example",
                "10.0.0.0/8",
                "172.16.0.0/12",
                "192.0.2.7",
                "FD00::/8",
                "[2001:db8:7::7]",
                "");

        assertThat(new EgressProxy(new EgressProperties(PROXY, bypass, null, null)).takes(url))
                .isEqualTo(taken);
    }

    /// As a Compose file passes variables on.
    @Test
    void readsEmptyVariablesAndListsWithCommas() {
        assertThat(new EgressProxy(bound("", "")).isSet()).isFalse();

        EgressProxy proxy = new EgressProxy(bound(PROXY, "bank.example, 10.0.0.0/8"));

        assertThat(proxy.takes(URI.create("https://models.bank.example/v1"))).isFalse();
        assertThat(proxy.takes(URI.create("https://10.1.1.1/v1"))).isFalse();
        assertThat(proxy.takes(URI.create("https://api.openai.com/v1"))).isTrue();
        assertThat(new EgressProxy(bound(PROXY, "")).takes(URI.create("https://10.1.1.1/v1")))
                .isTrue();
    }

    private static EgressProperties bound(String proxy, String bypass) {
        Map<String, String> variables =
                Map.of("plumbline.egress.proxy", proxy, "plumbline.egress.bypass", bypass, "plumbline.egress.user", "");
        return new Binder(new MapConfigurationPropertySource(variables))
                .bind("plumbline.egress", EgressProperties.class)
                .get();
    }

    @Test
    void isAbsentIfEverythingIsBypassed() {
        EgressProxy proxy = new EgressProxy(new EgressProperties(PROXY, List.of("*"), null, null));

        assertThat(proxy.takes(URI.create("https://api.openai.com/v1"))).isFalse();
        assertThat(proxy.takes(URI.create("https://8.8.8.8/v1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.bank.example:3128",
                "https://proxy.bank.example:3128",
                "http://proxy.bank.example",
                "http://proxy.bank.example:70000",
                "http://:3128",
                "http://jane:s3cret@proxy.bank.example:3128",
                "http://jane:s3c ret@proxy.bank.example:3128",
                "http://proxy.bank.example:3128/path",
                "http://proxy.bank.example:3128?query",
            })
    void refusesAProxyThatIsNoneAndQuotesNothingOfIt(String url) {
        EgressProperties properties = new EgressProperties(url, List.of(), null, null);

        assertThatThrownBy(() -> new EgressProxy(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plumbline.egress.proxy")
                .hasMessageNotContainingAny("jane", "s3c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10/8", "host:8080", "https://host", "a b", "::zz"})
    void refusesABypassThatItDoesNotKnow(String entry) {
        EgressProperties properties = new EgressProperties(PROXY, List.of(entry), null, null);

        assertThatThrownBy(() -> new EgressProxy(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plumbline.egress.bypass");
    }

    @ParameterizedTest
    @CsvSource({"jane,", ",s3cret", "ja:ne,s3cret"})
    void refusesIncompleteCredentialsWithoutQuotingThem(@Nullable String user, @Nullable String password) {
        EgressProperties properties = new EgressProperties(PROXY, List.of(), user, password);

        assertThatThrownBy(() -> new EgressProxy(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plumbline.egress.password")
                .hasMessageNotContainingAny("jane", "s3cret");
        assertThat(properties.toString()).doesNotContain("jane", "s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "127.0.0.0x1",
                "2130706433",
                "1.2.3.4.",
                "fe80::1%lo",
                "[::1"
            })
    void readsNoNumberThatOthersReadDifferently(String host) {
        assertThatThrownBy(() -> LiteralAddress.of(host)).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "1and1.com", "a.b.c1", "0x7f.example", "xn--bcher-kva.example"})
    void treatsNoNameAsAnAddress(String host) throws UnknownHostException {
        assertThat(LiteralAddress.of(host)).isNull();
    }
}
