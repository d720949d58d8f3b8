"""Server reflection, both versions: services, files, symbols, extensions, and a call made from nothing else."""

import queue

import pytest
from google.protobuf import descriptor_pb2
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from wire import (
    LIST,
    bearer,
    channel,
)


class TestReflection:
    def ask(self, emulator, version, *requests):
        with channel(emulator) as connection:
            method = connection.stream_stream(
                f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
                request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
                response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
            )
            waiting = queue.SimpleQueue()
            stream = method(iter(waiting.get, None), timeout=20)
            answers = []
            for request in requests:
                # The reply is awaited before the next request, and nothing is half-closed until the end.
                waiting.put(reflection_pb2.ServerReflectionRequest(**request))
                answers.append(next(stream))
            waiting.put(None)
            assert list(stream) == []
            return answers

    @pytest.mark.parametrize("version", ["v1", "v1alpha"])
    def test_services_and_all_their_files(self, emulator, version):
        (listed,) = self.ask(emulator, version, {"list_services": ""})
        services = {service.name for service in listed.list_services_response.service}
        assert {
            "scalekit.v1.connected_accounts.ConnectedAccountService",
            "scalekit.v1.connections.ConnectionService",
            "grpc.health.v1.Health",
            f"grpc.reflection.{version}.ServerReflection",
        } <= services
        for service in services:
            (answer,) = self.ask(emulator, version, {"file_containing_symbol": service})
            files = [
                descriptor_pb2.FileDescriptorProto.FromString(data)
                for data in answer.file_descriptor_response.file_descriptor_proto
            ]
            names = {file.name for file in files}
            for file in files:
                assert set(file.dependency) <= names, f"{file.name} needs {set(file.dependency) - names}"

    @pytest.mark.parametrize("version", ["v1", "v1alpha"])
    def test_every_kind_of_question_on_one_stream(self, emulator, version):
        method, message, file, extension, numbers, unknown = self.ask(
            emulator,
            version,
            {"file_containing_symbol": "scalekit.v1.connected_accounts.ConnectedAccountService.ListConnectedAccounts"},
            {"file_containing_symbol": "scalekit.v1.connected_accounts.ConnectedAccount"},
            {"file_by_filename": "scalekit/v1/connections/connections.proto"},
            {
                "file_containing_extension": {
                    "containing_type": "google.protobuf.MethodOptions",
                    "extension_number": 72295728,
                }
            },
            {"all_extension_numbers_of_type": "google.protobuf.MethodOptions"},
            {"file_containing_symbol": "no.such.Symbol"},
        )
        for answer in (method, message, file, extension):
            assert answer.file_descriptor_response.file_descriptor_proto
        assert 72295728 in numbers.all_extension_numbers_response.extension_number
        assert unknown.error_response.error_code == 5

    def test_descriptors_can_be_used_to_call(self, emulator, token):
        """What grpcurl does: learn the messages from the server, then call."""
        from google.protobuf import descriptor_pool, message_factory

        with channel(emulator) as connection:
            pool = descriptor_pool.DescriptorPool(ProtoReflectionDescriptorDatabase(connection))
            service = pool.FindServiceByName("scalekit.v1.connected_accounts.ConnectedAccountService")
            method = service.FindMethodByName("ListConnectedAccounts")
            request = message_factory.GetMessageClass(method.input_type)(page_size=5)
            reply_class = message_factory.GetMessageClass(method.output_type)
            call = connection.unary_unary(
                LIST, request_serializer=lambda m: m.SerializeToString(), response_deserializer=reply_class.FromString
            )
            assert call(request, metadata=bearer(token), timeout=20).total_size == 0
