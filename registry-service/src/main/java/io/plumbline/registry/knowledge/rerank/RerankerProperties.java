package io.plumbline.registry.knowledge.rerank;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param urls the endpoints that may rerank results, such as `https://api.example.com/v1/rerank`. They receive
///     queries, also those of production routes, and passages
@Validated
@ConfigurationProperties("plumbline.registry.rerankers")
record RerankerProperties(@DefaultValue @Size(max = 100) List<@NotBlank String> urls) {

    boolean allows(RerankerTerms terms) {
        return urls.contains(terms.url());
    }
}
