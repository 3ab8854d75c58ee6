/// Chat completions: the pipeline that a call goes through.
@NullMarked
package io.plumbline.gateway.chat;

import org.jspecify.annotations.NullMarked;
