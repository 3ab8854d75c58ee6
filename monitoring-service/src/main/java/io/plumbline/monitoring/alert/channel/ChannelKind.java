package io.plumbline.monitoring.alert.channel;

/// The kinds of channels.
public enum ChannelKind {
    /// Signed JSON to an address of the team.
    WEBHOOK,
    /// An incoming webhook of Slack, whose address is the secret.
    SLACK,
    /// The Events API v2 of PagerDuty; the secret is the integration key.
    PAGERDUTY,
    /// Mail to addresses of people, through the SMTP server of the installation.
    EMAIL;

    /// Whether it receives that alerts were acknowledged.
    public boolean receivesAcknowledgements() {
        return this != EMAIL;
    }
}
