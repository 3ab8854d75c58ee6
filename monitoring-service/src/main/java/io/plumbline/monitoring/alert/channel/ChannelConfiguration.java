package io.plumbline.monitoring.alert.channel;

import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.OutwardAddresses;
import io.plumbline.kit.egress.OutwardPoster;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Opens what posts to channels.
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

    @Bean
    OutwardAddresses channelAddresses(ChannelProperties properties) {
        return new OutwardAddresses(
                "channel", properties.allowPrivateAddresses(), "plumbline.monitoring.alerts.allow-private-addresses");
    }

    @Bean
    OutwardPoster channelPoster(OutwardAddresses channelAddresses, EgressProxy egress) {
        return new OutwardPoster(channelAddresses, egress, "Plumbline-Alerts");
    }
}
