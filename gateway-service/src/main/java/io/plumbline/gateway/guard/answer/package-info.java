/// Guards the answers of models, whole or while they are streamed.
@NullMarked
package io.plumbline.gateway.guard.answer;

import org.jspecify.annotations.NullMarked;
