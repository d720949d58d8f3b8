"""Compares our contract with the descriptors of the pinned official SDK, and fails on drift.

Run with an interpreter that has the SDK:
    "$(scripts/python-env Tests/sdk/python/requirements.txt)" scripts/check_conformance.py

Everything that our .proto files define is looked up in the SDK: services, methods, messages, fields, oneofs, enums,
and the options on them (HTTP bindings, caller kinds, visibility, behaviour, validation rules). Our files are read with
the SDK's own definition of those options, so a wrong number in our copy of buf/validate/validate.proto shows as well.
Differences that are known and accepted stand in conformance-exceptions.txt; one that no longer applies fails too.

Before it gives a verdict it breaks a copy of the contract in many ways and makes sure that each is noticed.
"""

import copy
import importlib
import pathlib
import pkgutil
import sys

import scalekit.v1
from buf.validate import validate_pb2
from google.api import annotations_pb2, field_behavior_pb2, visibility_pb2
from google.protobuf import descriptor_pb2
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2
from scalekit.v1.options import options_pb2

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "Sources/ScalekitProtos/Generated/contract.binpb"
EXCEPTIONS = pathlib.Path(__file__).with_name("conformance-exceptions.txt")

# Packages of our own .proto files. Of a subset the SDK may have more than we do.
WHOLE = ("scalekit.", "grpc.health.v1", "grpc.reflection.v1")
SUBSETS = ("buf.validate",)
# What we take over as it is, from googleapis-common-protos and from protoc.
FOREIGN = ("google.",)
# The vendor's prose and its examples.
IGNORED_OPTIONS = ("grpc.gateway.protoc_gen_openapiv2.",)


class Definitions:
    """What a set of files defines, by full name."""

    def __init__(self, files):
        self.messages, self.enums, self.services, self.extensions = {}, {}, {}, {}
        for file in files:
            scope = f"{file.package}." if file.package else ""
            self._add(scope, file.message_type, file.enum_type, file.extension)
            self.services.update({scope + service.name: service for service in file.service})

    def _add(self, scope, messages, enums, extensions):
        self.enums.update({scope + enum.name: enum for enum in enums})
        self.extensions.update({scope + field.name: field for field in extensions})
        for message in messages:
            self.messages[scope + message.name] = message
            self._add(f"{scope}{message.name}.", message.nested_type, message.enum_type, message.extension)


def contract_files():
    """Parsed with the SDK's extensions registered, which the imports above do."""
    return descriptor_pb2.FileDescriptorSet.FromString(CONTRACT.read_bytes()).file


def sdk_files():
    modules = [validate_pb2, health_pb2, reflection_pb2, options_pb2]
    for module in pkgutil.walk_packages(scalekit.v1.__path__, "scalekit.v1."):
        if module.name.endswith("_pb2"):
            modules.append(importlib.import_module(module.name))
    files = [descriptor_pb2.FileDescriptorProto.FromString(module.DESCRIPTOR.serialized_pb) for module in modules]
    # No package carries the v1 reflection protocol; it is v1alpha under another name.
    text = reflection_pb2.DESCRIPTOR.serialized_pb
    renamed = descriptor_pb2.FileDescriptorProto.FromString(text)
    rename(renamed, "grpc.reflection.v1alpha", "grpc.reflection.v1")
    return [*files, renamed]


def rename(message, old, new):
    for field, value in message.ListFields():
        if isinstance(value, str):
            setattr(message, field.name, value.replace(old, new))
        elif isinstance(value, Message):
            rename(value, old, new)
        elif field.message_type:
            for item in value:
                rename(item, old, new)


# Comparing. Every difference is one line, and the same line every time, so that a ledger can name it.


def compare(ours, sdk):
    differences = []
    for package in (*WHOLE, *SUBSETS):
        is_subset = package in SUBSETS
        for name, service in of(ours.services, package):
            differences += compare_service(name, service, sdk.services.get(name))
        for name, message in of(ours.messages, package):
            differences += compare_message(name, message, sdk.messages.get(name), is_subset)
        for name, enum in of(ours.enums, package):
            differences += compare_enum(name, enum, sdk.enums.get(name), is_subset)
        for name, field in of(ours.extensions, package):
            theirs = sdk.extensions.get(name)
            differences += compare_values(name, facts(field), theirs and facts(theirs))
    return differences


def uncompared(files):
    known = (*WHOLE, *SUBSETS, *FOREIGN)
    return [f"{file.name}: nothing to compare it with" for file in files if not file.package.startswith(known)]


def of(definitions, package):
    prefix = package if package.endswith(".") else package + "."
    return [(name, value) for name, value in definitions.items() if name.startswith(prefix)]


def compare_values(name, ours, sdk):
    if sdk is None:
        return [f"{name}: the SDK does not have it"]
    return [
        f"{name}: {key} is {ours.get(key)!r}, in the SDK {sdk.get(key)!r}"
        for key in sorted({*ours, *sdk})
        if ours.get(key) != sdk.get(key)
    ]


def compare_service(name, ours, sdk):
    if sdk is None:
        return [f"{name}: the SDK does not have it"]
    methods = {method.name: method for method in sdk.method}
    differences = compare_values(name, options(ours), options(sdk))
    for method in ours.method:
        theirs = methods.get(method.name)
        differences += compare_values(f"{name}/{method.name}", method_facts(method), theirs and method_facts(theirs))
    return differences


def method_facts(method):
    return {
        "input": method.input_type,
        "output": method.output_type,
        "client_streaming": method.client_streaming,
        "server_streaming": method.server_streaming,
        **options(method),
    }


def compare_message(name, ours, sdk, is_subset):
    if sdk is None:
        return [f"{name}: the SDK does not have it"]
    differences = [] if is_subset else compare_values(name, options(ours), options(sdk))
    describe = (lambda field, _: facts(field)) if is_subset else field_facts
    fields = {field.name: field for field in sdk.field}
    for field in ours.field:
        theirs = fields.pop(field.name, None)
        described = theirs and describe(theirs, sdk)
        differences += compare_values(f"{name}.{field.name}", describe(field, ours), described)
    if not is_subset:
        differences += [f"{name}.{field}: only the SDK has it" for field in fields]
    return differences


def facts(field):
    kinds = descriptor_pb2.FieldDescriptorProto
    return {
        "number": field.number,
        "type": kinds.Type.Name(field.type),
        "type_name": field.type_name,
        "label": kinds.Label.Name(field.label),
        "extendee": field.extendee,
    }


def field_facts(field, message):
    oneof = message.oneof_decl[field.oneof_index].name if field.HasField("oneof_index") else None
    return {
        **facts(field),
        "json_name": field.json_name or camel_case(field.name),
        "optional": field.proto3_optional,
        "oneof": oneof,
        "default": field.default_value,
        **options(field),
    }


def camel_case(name):
    """The JSON name that protobuf derives where a descriptor leaves it out."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def compare_enum(name, ours, sdk, is_subset):
    if sdk is None:
        return [f"{name}: the SDK does not have it"]
    values = {value.name: value for value in sdk.value}
    differences = [] if is_subset else compare_values(name, options(ours), options(sdk))
    for value in ours.value:
        theirs = values.pop(value.name, None)
        differences += compare_values(f"{name}.{value.name}", value_facts(value), theirs and value_facts(theirs))
    if not is_subset:
        differences += [f"{name}.{value}: only the SDK has it" for value in values]
    return differences


def value_facts(value):
    return {"number": value.number, **options(value)}


def options(definition):
    """Every option as plain data, whichever way it was written."""
    found = {}
    for field, value in definition.options.ListFields():
        if field.is_extension and field.full_name.startswith(IGNORED_OPTIONS):
            continue
        found[field.full_name if field.is_extension else field.name] = plain(value)
    if unknown(definition.options):
        found["options"] = "with numbers that the SDK does not know"
    return found


def plain(value):
    if isinstance(value, Message):
        return MessageToDict(value, preserving_proto_field_name=True)
    return value if isinstance(value, (str, bool, int, float)) else [plain(item) for item in value]


def unknown(message):
    if len(UnknownFieldSet(message)):
        return True
    for field, value in message.ListFields():
        if field.message_type and field.message_type.GetOptions().map_entry:
            continue
        if isinstance(value, Message):
            if unknown(value):
                return True
        elif field.message_type and any(unknown(item) for item in value):
            return True
    return False


# The ledger.


def exceptions(text):
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def verdict(differences, accepted):
    """What to complain about: differences nobody accepted, and accepted ones that are gone."""
    news = [difference for difference in differences if difference not in accepted]
    stale = [line for line in accepted if line not in differences]
    return news + [f"no longer true, remove it from {EXCEPTIONS.name}: {line}" for line in stale]


# The check of the check.


def mutations():
    """Ways to break the contract, each with what the complaint must mention."""
    account = "scalekit.v1.connected_accounts.ListConnectedAccountsRequest"
    connections = "scalekit.v1.connections.ConnectionService"
    create = "scalekit.v1.connections.CreateConnection"

    def field(definitions, name, message=account):
        return next(item for item in definitions.messages[message].field if item.name == name)

    def method(definitions, name="ListConnections"):
        return next(item for item in definitions.services[connections].method if item.name == name)

    def rules(definitions, name):
        return field(definitions, name).options.Extensions[validate_pb2.field]

    def http(definitions):
        return method(definitions, "CreateEnvironmentConnection").options.Extensions[annotations_pb2.http]

    def auth(definitions):
        return method(definitions).options.Extensions[options_pb2.auth_option]

    def value(definitions):
        return definitions.enums["scalekit.v1.connected_accounts.ConnectorStatus"].value[1]

    def foreign_option(definitions):
        field(definitions, "query").options.MergeFromString(b"\xfa\x48\x04\x82\x06\x01a")  # buf.validate.field, rule 96

    def foreign_rule(definitions):
        rules(definitions, "query").string.MergeFromString(b"\xf8\x3f\x01")  # a rule that protovalidate has not

    return {
        "field number": (lambda d: setattr(field(d, "query"), "number", 88), "query: number"),
        "field name": (lambda d: setattr(field(d, "query"), "name", "q"), "only the SDK has it"),
        "field type": (lambda d: setattr(field(d, "page_size"), "type", 5), "page_size: type"),
        "field label": (lambda d: setattr(field(d, "query"), "label", 3), "query: label"),
        "field presence": (lambda d: setattr(field(d, "connector"), "proto3_optional", False), "connector: optional"),
        "JSON name": (lambda d: setattr(field(d, "page_size"), "json_name", "size"), "page_size: json_name"),
        "missing field": (lambda d: d.messages[account].field.pop(), "only the SDK has it"),
        "oneof": (
            lambda d: setattr(d.messages["scalekit.v1.connections.Connection"].oneof_decl[0], "name", "x"),
            "oneof",
        ),
        "missing enum value": (
            lambda d: d.enums["scalekit.v1.connected_accounts.ConnectorStatus"].value.pop(),
            "only the SDK has it",
        ),
        "enum number": (lambda d: setattr(value(d), "number", 77), "ACTIVE: number"),
        "rule": (lambda d: setattr(rules(d, "query").string, "max_len", 7), "query: buf.validate.field"),
        "rule removed": (lambda d: field(d, "query").ClearField("options"), "query: buf.validate.field"),
        "rule unknown": (foreign_rule, "query: options"),
        "option unknown": (foreign_option, "query: options"),
        "expression": (
            lambda d: setattr(d.messages[create].options.Extensions[validate_pb2.message].cel[0], "expression", "true"),
            "buf.validate.message",
        ),
        "behaviour": (
            lambda d: field(d, "query").options.Extensions[field_behavior_pb2.field_behavior].append(2),
            "google.api.field_behavior",
        ),
        "binding": (lambda d: setattr(http(d), "post", "/api/v2/connections"), "google.api.http"),
        "binding's body": (lambda d: setattr(http(d), "body", "*"), "google.api.http"),
        "caller kinds": (lambda d: setattr(auth(d), "authentication_type", 1), "scalekit.v1.options.auth_option"),
        "visibility": (
            lambda d: method(d).options.Extensions[visibility_pb2.method_visibility].MergeFromString(b"\x12\x01X"),
            "google.api.method_visibility",
        ),
        "input": (lambda d: setattr(method(d), "input_type", ".x.Y"), "ListConnections: input"),
        "streaming": (lambda d: setattr(method(d), "server_streaming", True), "server_streaming"),
        "invented method": (lambda d: setattr(method(d), "name", "Invented"), "Invented: the SDK does not have it"),
        "number in our copy of validate.proto": (
            lambda d: setattr(field(d, "min_len", "buf.validate.StringRules"), "number", 99),
            "buf.validate.StringRules.min_len: number",
        ),
    }


def self_test(ours_files, sdk):
    failures = []
    baseline = set(compare(Definitions(ours_files), sdk))
    for name, (mutate, expected) in mutations().items():
        broken = Definitions(copy.deepcopy(list(ours_files)))
        mutate(broken)
        found = [line for line in compare(broken, sdk) if line not in baseline]
        if not any(expected in line for line in found):
            failures.append(f"a changed {name} goes unnoticed: {found}")
    if verdict(["a"], []) != ["a"] or verdict([], ["a"]) == [] or verdict(["a"], ["a"]):
        failures.append("the ledger does not count")
    return failures


def main():
    files, sdk = contract_files(), Definitions(sdk_files())
    failures = self_test(files, sdk) + uncompared(files)
    failures += verdict(compare(Definitions(files), sdk), exceptions(EXCEPTIONS.read_text(encoding="utf-8")))
    for failure in failures:
        print(failure)
    if failures:
        sys.exit(1)
    print("the contract agrees with the official SDK")


if __name__ == "__main__":
    main()
