package io.plumbline.monitoring.alert.channel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailTransportTest {

    /// A channel can be older than the setting.
    @Test
    void sendsOnlyToDomainsThatAreAllowedNow() {
        MailTransport mail = new MailTransport(new ChannelProperties(
                true,
                false,
                new ChannelProperties.Mail(
                        "127.0.0.1",
                        1,
                        ChannelProperties.Tls.NONE,
                        null,
                        null,
                        "plumbline@bank.example",
                        List.of("bank.example"))));
        assertThatThrownBy(() -> mail.send(List.of("a@bank.example", "b@elsewhere.example"), "s", "t", "id"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("domain");
        assertThatThrownBy(() -> mail.send(List.of("a@BANK.example"), "s", "t", "id"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("domain");
    }
}
