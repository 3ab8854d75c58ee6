package io.plumbline.monitoring.alert.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/// Sends mail through the SMTP server of the installation. Its errors name neither the server nor its answer, because
/// every team reads them; the log has them.
@Component
class MailTransport {

    private static final Logger log = LoggerFactory.getLogger(MailTransport.class);
    private static final String TIMEOUT_MS = "10000";

    private final ChannelProperties.Mail mail;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    MailTransport(ChannelProperties properties) {
        this.mail = properties.mail();
        boolean implicit = mail.tls() == ChannelProperties.Tls.IMPLICIT;
        String protocol = implicit ? "smtps" : "smtp";
        sender.setProtocol(protocol);
        sender.setHost(mail.host());
        sender.setPort(mail.port());
        sender.setUsername(mail.user());
        sender.setPassword(mail.password());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties settings = sender.getJavaMailProperties();
        String prefix = "mail." + protocol + ".";
        settings.setProperty(prefix + "auth", Boolean.toString(mail.user() != null));
        settings.setProperty(
                prefix + "starttls.required", Boolean.toString(mail.tls() == ChannelProperties.Tls.STARTTLS));
        settings.setProperty(
                prefix + "starttls.enable", Boolean.toString(mail.tls() == ChannelProperties.Tls.STARTTLS));
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        for (String timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            settings.setProperty(prefix + timeout, TIMEOUT_MS);
        }
    }

    /// @param id of the delivery, the same at every attempt, in the header `X-Plumbline-Delivery`
    /// @throws IOException if the server does not accept it
    void send(List<String> recipients, String subject, String text, String id) throws IOException {
        if (!mail.isSet()) {
            throw new IOException("No SMTP server is configured");
        }
        if (!recipients.stream().allMatch(mail::allows)) {
            throw new IOException("A recipient is of a domain that this installation does not allow any more");
        }
        try {
            MimeMessage message = sender.createMimeMessage();
            MimeMessageHelper fields = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            fields.setFrom(mail.from());
            fields.setTo(recipients.toArray(String[]::new));
            fields.setSubject(subject);
            fields.setText(text);
            message.setHeader("X-Plumbline-Delivery", id);
            message.setHeader("Auto-Submitted", "auto-generated");
            sender.send(message);
        } catch (MailAuthenticationException e) {
            log.atWarn().setCause(e).log("The SMTP server does not accept the credentials");
            throw new IOException("The SMTP server does not accept the credentials", e);
        } catch (MailException | MessagingException e) {
            log.atWarn().setCause(e).log("The SMTP server has not accepted a message");
            throw new IOException("The SMTP server has not accepted the message", e);
        }
    }
}
