/// OpenAI's formats: which parts of a request or an answer are text, and how errors look.
@NullMarked
package io.plumbline.gateway.openai;

import org.jspecify.annotations.NullMarked;
