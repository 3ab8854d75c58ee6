package io.plumbline.monitoring.feedback;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    @Bean
    CommentRedaction wordRedaction() {
        return new CommentRedaction(GuardEngine.standard(MiniLmEncoder.shared().onDemand()));
    }
}
