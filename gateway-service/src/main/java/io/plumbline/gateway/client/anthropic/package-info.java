/// Errors in Anthropic's dialect.
@NullMarked
package io.plumbline.gateway.client.anthropic;

import org.jspecify.annotations.NullMarked;
