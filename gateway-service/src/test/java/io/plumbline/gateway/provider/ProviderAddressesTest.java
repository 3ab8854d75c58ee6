package io.plumbline.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.plumbline.gateway.provider.ProviderAddresses.RefusedAddressException;
import io.plumbline.kit.problem.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAddressesTest {

    private final ProviderAddresses strict = new ProviderAddresses(new ProviderProperties(false));
    private final ProviderAddresses local = new ProviderAddresses(new ProviderProperties(true));

    @ParameterizedTest
    @ValueSource(
            strings = {"169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "0x7f000001", "127.1", "0177.0.0.1"})
    void refusesHostsThatAreSuchAddressesWithoutLookingThemUp(String host) {
        assertThatThrownBy(() -> strict.requireAllowed(host)).isInstanceOf(RefusedAddressException.class);
        assertThatThrownBy(() -> local.requireAllowed(host)).isInstanceOf(RefusedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "[::1]", "[fd12:3456::1]"})
    void refusesHostsThatArePrivateAddressesUnlessAllowed(String host) throws UnknownHostException {
        assertThatThrownBy(() -> strict.requireAllowed(host)).isInstanceOf(RefusedAddressException.class);
        local.requireAllowed(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.invalid", "8.8.8.8", "[2606:4700::1]"})
    void letsNamesAndPublicAddressesPassUnresolved(String host) throws UnknownHostException {
        strict.requireAllowed(host);
        local.requireAllowed(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "::1",
                "fd12:3456::1",
                "fc00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "2002:c0a8:0101::1"
            })
    void refusesWhatIsInsideUnlessAllowed(String address) throws UnknownHostException {
        assertThat(strict.allows(InetAddress.getByName(address))).isFalse();
        assertThat(local.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "240.0.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "192.0.0.192",
                "198.18.0.1",
                "fd00:ec2::254",
                "fec0::1",
                "2001::1",
                "64:ff9b:1::1",
                "64:ff9b::169.254.169.254",
                "2002:a9fe:a9fe::1",
                "0.1.2.3"
            })
    void refusesWhatIsNobodysProviderAlways(String address) throws UnknownHostException {
        assertThat(strict.allows(InetAddress.getByName(address))).isFalse();
        assertThat(local.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "11.0.0.1",
                "2606:4700::1111",
                "2001:4860:4860::8888"
            })
    void letsPublicAddressesPass(String address) throws UnknownHostException {
        assertThat(strict.allows(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/v1",
                "https://127.0.0.1/v1",
                "https://127.1/v1",
                "https://[::1]/v1",
                "https://169.254.169.254/latest",
                "https://2130706433/v1",
                "https://0/v1",
                "https://[::ffff:127.0.0.1]/v1",
                "ftp://example.com",
                "https://user:secret@example.com/v1",
                "https://example.com/v1?x=1",
                "https://example.com/#a",
                "https:///v1",
                "file:///etc/passwd",
                "example.com",
                "https://exa mple.com",
                "http://8.8.8.8/v1"
            })
    void refusesBaseUrlsThatLeadInsideOrAreNone(String url) {
        assertThatThrownBy(() -> new ProviderUrls(strict).read(ProviderKind.OPENAI, url))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesMetadataAlsoWhereEverythingPrivateIsAllowed() {
        assertThatThrownBy(() -> new ProviderUrls(local).read(ProviderKind.OPENAI, "http://169.254.169.254/latest"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void addsTheUsualPathWhereThereIsNone() {
        ProviderUrls urls = new ProviderUrls(local);
        assertThat(urls.read(ProviderKind.OPENAI, "http://127.0.0.1:8089")).hasToString("http://127.0.0.1:8089/v1");
        assertThat(urls.read(ProviderKind.OPENAI, "http://127.0.0.1:8089/")).hasToString("http://127.0.0.1:8089/v1");
        assertThat(urls.read(ProviderKind.OPENAI, "https://8.8.8.8/openai/")).hasToString("https://8.8.8.8/openai");
    }

    @Test
    void doesNotWaitForASlowResolver() {
        CountDownLatch answered = new CountDownLatch(1);
        ProviderUrls urls = new ProviderUrls(strict, host -> {
            awaitQuietly(answered);
            throw new UnknownHostException(host);
        });
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(40),
                    () -> assertThat(urls.read(ProviderKind.OPENAI, "https://slow.example/v1"))
                            .hasToString("https://slow.example/v1"));
        } finally {
            answered.countDown();
        }
    }

    @Test
    void refusesANameThatLeadsInsideAndLetsOnePassThatLeadsNowhere() {
        ProviderUrls inside = new ProviderUrls(strict, host -> strict.resolve("10.0.0.1"));
        assertThatThrownBy(() -> inside.read(ProviderKind.OPENAI, "https://inside.example/v1"))
                .isInstanceOf(ProblemException.class);

        ProviderUrls nowhere = new ProviderUrls(strict, host -> {
            throw new UnknownHostException(host);
        });
        assertThat(nowhere.read(ProviderKind.OPENAI, "https://nowhere.example"))
                .hasToString("https://nowhere.example/v1");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
