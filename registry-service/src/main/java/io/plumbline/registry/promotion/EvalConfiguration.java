package io.plumbline.registry.promotion;

import io.plumbline.clients.eval.EvalClient;
import io.plumbline.kit.sibling.Siblings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvalConfiguration {

    @Bean
    EvalClient evalClient(Siblings siblings) {
        return siblings.client("eval", EvalClient.class);
    }
}
