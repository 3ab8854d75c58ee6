/// Anthropic's own API.
@NullMarked
package io.plumbline.gateway.provider.anthropic;

import org.jspecify.annotations.NullMarked;
