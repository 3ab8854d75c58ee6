/// The pipeline that every call goes through, one class per stage: see `CallPipeline`. It knows no dialect: clients
/// reach it with a [io.plumbline.gateway.dialect.Surface].
@NullMarked
package io.plumbline.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
