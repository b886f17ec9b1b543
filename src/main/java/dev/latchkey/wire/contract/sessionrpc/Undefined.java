package dev.latchkey.wire.contract.sessionrpc;

/** The value that MessagePack of this contract has and JSON has not: an extension of type 0. */
enum Undefined {
  /** The only one. */
  VALUE
}
