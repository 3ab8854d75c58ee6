/// What the surfaces in OpenAI's dialect share: errors, usage, and members that only servers set.
@NullMarked
package io.plumbline.gateway.client.openai;

import org.jspecify.annotations.NullMarked;
