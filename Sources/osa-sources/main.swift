import OSASources
print(OSASources.version)
