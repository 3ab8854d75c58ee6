package io.plumbline.registry.knowledge.index;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.embedding.EncoderEmbedder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Configures the embedder of documents and queries: the text encoder of this process.
@Configuration(proxyBeanMethods = false)
class TextVectors {

    @Bean
    Embedder embedder() {
        return new EncoderEmbedder(MiniLmEncoder.shared().onDemand(), () -> false);
    }
}
