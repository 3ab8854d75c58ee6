/// The models that a caller may name, as OpenAI and Anthropic list them.
@NullMarked
package io.plumbline.gateway.client.models;

import org.jspecify.annotations.NullMarked;
