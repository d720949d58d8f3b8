"""Prints one line per operation of the installed SDK: name, caller kinds, streaming, HTTP bindings."""

import importlib
import pkgutil
import sys

import scalekit.v1
from google.api import annotations_pb2
from scalekit.v1.options import options_pb2

VERBS = ("get", "put", "post", "delete", "patch")


def bindings(rule):
    for verb in VERBS:
        if rule.HasField(verb):
            yield f"{verb.upper()} {getattr(rule, verb)}"
    for more in rule.additional_bindings:
        yield from bindings(more)


def services():
    for module in pkgutil.walk_packages(scalekit.v1.__path__, "scalekit.v1."):
        if module.name.endswith("_pb2"):
            yield from importlib.import_module(module.name).DESCRIPTOR.services_by_name.values()


def main():
    lines = set()
    for service in services():
        for method in service.methods:
            options = method.GetOptions()
            auth = options.Extensions[options_pb2.auth_option].authentication_type
            rows = list(bindings(options.Extensions[annotations_pb2.http]))
            lines.add("\t".join([f"{service.full_name}/{method.name}", options_pb2.AuthenticationType.Name(auth), *rows]))
    sys.stdout.write("".join(f"{line}\n" for line in sorted(lines)))


main()
