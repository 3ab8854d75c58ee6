/// Azure OpenAI.
@NullMarked
package io.plumbline.gateway.provider.azure;

import org.jspecify.annotations.NullMarked;
