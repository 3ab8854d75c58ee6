/// Chat completions: the pipeline of a call.
@NullMarked
package io.plumbline.gateway.chat;

import org.jspecify.annotations.NullMarked;
