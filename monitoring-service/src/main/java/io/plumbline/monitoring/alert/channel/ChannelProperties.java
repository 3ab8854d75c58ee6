package io.plumbline.monitoring.alert.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How alerts are sent.
///
/// @param send whether messages are sent at all. Without it they wait, for example in a copy of a production database
/// @param allowPrivateAddresses whether a channel may have a private or loopback address and use plain HTTP. For a
///     single machine or a closed network only: otherwise everyone who can create channels can reach internal hosts
/// @param mail the SMTP server that sends alerts by e-mail; without its host, there are no channels of the kind `EMAIL`
@ConfigurationProperties("plumbline.monitoring.alerts")
record ChannelProperties(
        @DefaultValue("true") boolean send,
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue Mail mail) {

    /// @param host name or address of the SMTP server
    /// @param port port of the SMTP server
    /// @param tls `STARTTLS`, which is required then, `IMPLICIT`, or `NONE` for a server on the same machine
    /// @param user user for authentication at the SMTP server; requires `password`
    /// @param password password of that user; never logged or quoted
    /// @param from the sender's address
    /// @param domains the only domains of recipients; any if empty
    record Mail(
            @Nullable String host,
            @DefaultValue("587") int port,
            @DefaultValue("STARTTLS") Tls tls,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("plumbline@localhost") String from,
            @DefaultValue List<String> domains) {

        Mail {
            if (port < 1 || port > 0xFFFF) {
                throw new IllegalArgumentException("plumbline.monitoring.alerts.mail.port is 1 to 65535");
            }
            if ((user == null) != (password == null)) {
                throw new IllegalArgumentException("plumbline.monitoring.alerts.mail.user and"
                        + " plumbline.monitoring.alerts.mail.password go together");
            }
        }

        boolean isSet() {
            return host != null && !host.isBlank();
        }

        /// Whether the settings allow the domain of a mail address.
        boolean allows(String address) {
            String domain = address.substring(address.indexOf('@') + 1);
            return domains.isEmpty() || domains.stream().anyMatch(each -> each.equalsIgnoreCase(domain));
        }

        /// Omits the password.
        @Override
        public String toString() {
            return "Mail[host=" + host + "]";
        }
    }

    /// How a connection to the SMTP server is encrypted.
    enum Tls {
        STARTTLS,
        IMPLICIT,
        NONE
    }
}
